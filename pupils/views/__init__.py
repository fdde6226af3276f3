"""The pages about suspensions of pupils."""
