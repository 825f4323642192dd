# no isolation at all: a program of the host's, on the host
# Nothing is unshared, nothing is hidden, nothing is limited: `look` shows two columns that are the same.
# Every line you add from here on is a wall.
