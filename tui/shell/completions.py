"""`inroad completions`: what a shell needs to complete our command line, made from the parsers."""

from argparse import Action

from tui import words
from tui.shell import commands, failing
from tui.shell.context import Context
from tui.shell.parsing import PROGRAM, Asked, Globals, Parser, options_of

FILES = ("FILE", "PATH")


def arguments(parser: Parser) -> None:
    """Which shell."""
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="shell.help.shell")


def run(context: Context, asked: Asked) -> int:
    """Write the text to be put where the shell looks for it."""
    context.out.write({"bash": _bash, "zsh": _zsh, "fish": _fish}[asked.shell]())
    return failing.DONE


def _parsers() -> dict[str, Parser]:
    return {name: commands.parser(name) for name in commands.MODULES}


def _words(parser: Parser) -> list[str]:
    """The options of a parser, and the words its positions take."""
    found = [option for action in options_of(parser) for option in action.option_strings]
    return found + [str(each) for action in _positions(parser) for each in action.choices or ()]


def _positions(parser: Parser) -> list[Action]:
    return [action for action in options_of(parser) if not action.option_strings]


def _takes_files(parser: Parser) -> bool:
    return any(action.metavar in FILES for action in _positions(parser))


def _valued() -> str:
    """The options before the command that take a value, as a shell's pattern."""
    return "|".join(a.option_strings[-1] for a in options_of(Globals()) if a.option_strings and a.nargs != 0)


def _bash() -> str:
    cases = "".join(_bash_one(name, parser) for name, parser in _parsers().items())
    first = " ".join([*commands.MODULES, *_words(Globals())])
    return _BASH.format(program=PROGRAM, valued=_valued(), first=first, cases=cases)


def _bash_one(name: str, parser: Parser) -> str:
    lines = [f"  {name})", f'    COMPREPLY=($(compgen -W "{" ".join(_words(parser))}" -- "$cur"))']
    if _takes_files(parser):
        lines.append('    COMPREPLY+=($(compgen -f -- "$cur"))')
    for action in options_of(parser):
        if action.option_strings and action.choices:
            wanted = " ".join(map(str, action.choices))
            reply = f'COMPREPLY=($(compgen -W "{wanted}" -- "$cur"))'
            lines.append(f"    [[ $prev == {action.option_strings[-1]} ]] && {reply}")
    return "\n".join([*lines, "    ;;", ""])


_BASH = """_{program}() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} command= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${{COMP_WORDS[i]}} in
      {valued}) ((i++));;
      -*) ;;
      *) command=${{COMP_WORDS[i]}}; break;;
    esac
  done
  COMPREPLY=()
  case $command in
  "")
    case $prev in
      --db) COMPREPLY=($(compgen -f -- "$cur"));;
      --lang) COMPREPLY=($(compgen -W "zh en" -- "$cur"));;
      *) COMPREPLY=($(compgen -W "{first}" -- "$cur"));;
    esac
    ;;
{cases}  esac
}}
complete -o filenames -F _{program} {program}
"""


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "")


def _zsh() -> str:
    listed = "".join(f"    '{name}:{_quoted(words.t(f'shell.command.{name}'))}'\n" for name in commands.MODULES)
    cases = "".join(
        f"      {name}) _arguments {' '.join(_zsh_one(action) for action in options_of(parser))};;\n"
        for name, parser in _parsers().items()
    )
    before = " ".join(_zsh_one(action) for action in options_of(Globals()))
    return _ZSH.format(program=PROGRAM, listed=listed, cases=cases, before=before)


def _zsh_one(action: Action) -> str:
    told = _quoted(words.t(action.help or "")).replace("[", "(").replace("]", ")").replace(":", "：")
    kind = f"({' '.join(map(str, action.choices))})" if action.choices else ""
    kind = "_files" if action.metavar in FILES else kind
    if not action.option_strings:
        return f"'1:{told}:{kind}'"
    value = "" if action.nargs == 0 else f":{action.dest}:{kind}"
    return f"'{action.option_strings[-1]}[{told}]{value}'"


_ZSH = """#compdef {program}
_{program}() {{
  local -a listed=(
{listed}  )
  local state
  _arguments -C {before} '1: :->command' '*:: :->rest'
  case $state in
    command) _describe command listed;;
    rest)
      case $words[1] in
{cases}      esac;;
  esac
}}
_{program} "$@"
"""


def _fish() -> str:
    lines = [f"complete -c {PROGRAM} -f"]
    lines += [_fish_one(action, "__fish_use_subcommand") for action in options_of(Globals())]
    for name, parser in _parsers().items():
        about = _quoted(words.t(f"shell.command.{name}"))
        lines.append(f"complete -c {PROGRAM} -n __fish_use_subcommand -a {name} -d '{about}'")
        lines += [_fish_one(action, f"__fish_seen_subcommand_from {name}") for action in options_of(parser)]
    return "".join(f"{each}\n" for each in lines if each)


def _fish_one(action: Action, when: str) -> str:
    head = f"complete -c {PROGRAM} -n '{when}'"
    told = f"-d '{_quoted(words.t(action.help or ''))}'"
    choices = f"-a '{' '.join(map(str, action.choices))}'" if action.choices else ""
    files = "-F" if action.metavar in FILES else ""
    if not action.option_strings:
        return f"{head} {choices or files} {told}" if choices or files else ""
    name = f"-l {action.option_strings[-1].removeprefix('--')}"
    value = "" if action.nargs == 0 else " -r"
    return " ".join(part for part in (head, name + value, choices or files, told) if part)
