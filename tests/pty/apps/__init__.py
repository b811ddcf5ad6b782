"""Tiny programs the tests start; none is imported but `payloads`."""
