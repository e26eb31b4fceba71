"""Reading pairs: what people may see, what is wrong with a pair, who fits whom."""
