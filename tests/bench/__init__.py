"""How fast are the pages? Run by script/bench; tests/bench/test_bench.py proves that it works."""
