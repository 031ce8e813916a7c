# %% fractions
predicted = [[32 / 9, 25 / 9], [47 / 9, 38 / 9]]

# %% two decimals
predicted = [[3.56, 2.78], [5.22, 4.22]]

# %% decimals cut after two places
predicted = [[3.55, 2.77], [5.22, 4.22]]

# %% an array of sums, divided
predicted = np.array([[32, 25], [47, 38]]) / 9

# %% tuples
predicted = ((32 / 9, 25 / 9), (47 / 9, 38 / 9))

# %% many decimals, float32
predicted = np.array([[3.5555556, 2.7777778], [5.2222223, 4.2222223]], dtype=np.float32)

# %% computed window by window
predicted = [[lecture_image[i : i + 3, j : j + 3].mean() for j in range(2)] for i in range(2)]

# %% numbers with names
upper_left = (5 + 2 + 1 + 4 + 3 + 5 + 2 + 8 + 2) / 9
upper_right = (2 + 1 + 0 + 3 + 5 + 2 + 8 + 2 + 2) / 9
lower_left = (4 + 3 + 5 + 2 + 8 + 2 + 8 + 10 + 5) / 9
lower_right = (3 + 5 + 2 + 8 + 2 + 2 + 10 + 5 + 1) / 9
predicted = np.array([[upper_left, upper_right], [lower_left, lower_right]])
