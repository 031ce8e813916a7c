# %% [raw]
# # BEGIN QUESTION
# name: predict
# points: 1
# minutes: 8
# difficulty: 1

# %% [markdown]
# ## 1.1 Predict, before any code
#
# To a computer, a grey picture is a table of numbers: how bright is each pixel? A *kernel*, also called a filter, is
# a much smaller table of weights. Lay it on the picture. Multiply each pixel under it by the weight on top of it, and
# add up the products: that is **one** number of the result. Then slide the kernel one pixel on and do the same again.
#
# This is the lecture's example, an image $I$ and the mean filter $F$:
#
# $$I = \begin{bmatrix} 5&2&1&0 \\ 4&3&5&2 \\ 2&8&2&2 \\ 8&10&5&1 \end{bmatrix}
# \qquad F = \frac{1}{9}\begin{bmatrix} 1&1&1 \\ 1&1&1 \\ 1&1&1 \end{bmatrix}$$
#
# On other numbers: a window that covers $\begin{bmatrix} 1&2&3 \\ 4&5&6 \\ 7&8&9 \end{bmatrix}$ gives
# $\frac{1}{9}(1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9) = \frac{45}{9} = 5$, the mean of the nine.
#
# The window fits on $I$ at four places, so the result is a 2×2 table:

# %% tags=["figure"]
figures.sliding_window(lecture_image, mean_filter)

# %% [markdown]
# **Take a pencil.** Work out the four numbers and write them down below, row by row. Fractions such as `30/9` are
# welcome; so are decimals with at least two places. The check only looks at the form of your answer, not at its
# numbers: in a quarter of an hour your own code will tell you whether you were right.

# %% [markdown] tags=["hint"]
# Start with the upper left window: it covers 5, 2, 1 from the first row, 4, 3, 5 from the second, and 2, 8, 2 from the
# third. What is their sum?

# %% [markdown] tags=["hint"]
# From one window to the next on its right, you lose one column of three numbers and gain another. Subtract the one, add
# the other: no need to add up all nine again. Divide by 9 at the very end.

# %% [markdown] tags=["hint"]
# Add up 5 + 2 + 1, then 4 + 3 + 5, then 2 + 8 + 2, and divide the total by 9. One step to the right, 5, 4 and 2 leave
# the window, and 0, 2 and 2 come in. One step down from the first window, the row 5, 2, 1 leaves it. Which row comes
# in?

# %% [raw]
# # BEGIN SOLUTION

# %%
# two rows of two numbers: [[upper left, upper right], [lower left, lower right]]
predicted = [[32 / 9, 25 / 9], [47 / 9, 38 / 9]]  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: your answer has two rows of two numbers
points: 0
"""  # END TEST CONFIG


def test_form(predicted):
    from labkit import checks

    if predicted is None or predicted is ...:
        checks.fail("predicted holds no numbers yet.", hint="Write your four numbers in place of the ...")
    checks.same_shape(predicted, (2, 2), "predicted", hint="Write [[a, b], [c, d]], with two pairs of brackets inside.")


# %%
""" # BEGIN TEST CONFIG
name: the two upper numbers
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_upper_row(predicted):
    from labkit import checks

    rows = checks.same_shape(predicted, (2, 2), "predicted")
    # scale=100 allows for decimals that were rounded, or cut, after two places
    checks.same_array(rows[0], [32 / 9, 25 / 9], "The upper row of predicted", scale=100)


# %%
""" # BEGIN TEST CONFIG
name: the two lower numbers
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_lower_row(predicted):
    from labkit import checks

    rows = checks.same_shape(predicted, (2, 2), "predicted")
    checks.same_array(rows[1], [47 / 9, 38 / 9], "The lower row of predicted", scale=100)


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% left the division by 9 out tags=["mistake"]
"""You added up the nine pixels, but did not weigh them. What does the 1/9 in front of the kernel do to each product?"""
predicted = [[32, 25], [47, 38]]

# %% divided by 3 instead of 9 tags=["mistake"]
"""You divided by 3, the width of the kernel. Count how many pixels take part in each mean."""
predicted = [[32 / 3, 25 / 3], [47 / 3, 38 / 3]]

# %% divided by the four windows tags=["mistake"]
"""You divided by 4, the number of results. Each result is a mean on its own: over how many pixels does it go?"""
predicted = [[32 / 4, 25 / 4], [47 / 4, 38 / 4]]

# %% rounded to whole numbers tags=["mistake"]
"""You rounded to whole numbers. The means are right up to that: keep the fractions, or at least two decimals."""
predicted = [[4, 3], [5, 4]]

# %% cut the decimals off tags=["mistake"]
"""You cut the decimals off, as whole-number division does. Keep the fractions, or at least two decimals."""
predicted = [[32 // 9, 25 // 9], [47 // 9, 38 // 9]]

# %% swapped rows and columns tags=["mistake"]
"""Your four means are right, but two of them changed places. The second number is the window one step to the right."""
predicted = [[32 / 9, 47 / 9], [25 / 9, 38 / 9]]

# %% copied the pixels in the middle tags=["mistake"]
"""These are the pixels in the middle of each window. The kernel looks at all
nine pixels under it, with equal weight."""
predicted = [[3, 5], [8, 2]]

# %% weighed only the middle pixel tags=["mistake"]
"""You multiplied one pixel of each window by 1/9. Do that with all nine pixels, and add up the products."""
predicted = [[3 / 9, 5 / 9], [8 / 9, 2 / 9]]

# %% averaged four separate 2x2 blocks tags=["mistake"]
"""You cut the image into four blocks of 2×2. The window is 3×3 and moves by one pixel, so neighbours overlap."""
predicted = [[14 / 4, 8 / 4], [28 / 4, 10 / 4]]

# %% kept the largest pixel of each window tags=["mistake"]
"""You kept the largest pixel of each window. That is max pooling, of lab 2; this kernel weighs all nine pixels."""
predicted = [[8, 8], [10, 10]]

# %% took the median of each window tags=["mistake"]
"""You took the pixel in the middle of the sorted nine, the median. A mean filter adds all nine up and divides."""
predicted = [[3, 2], [5, 3]]

# %% gave one mean for the whole image tags=["mistake"]
"""You gave one mean for the whole image. The kernel is smaller than the image:
give a number for each place it fits on."""
predicted = 60 / 16

# %% wrote the four numbers in one row tags=["mistake"]
"""Your four means are right, but stand in one row. Give the result the shape of a small image: two rows of two."""
predicted = [32 / 9, 25 / 9, 47 / 9, 38 / 9]

# %% let the window hang over the border tags=["mistake"]
"""You let the window hang over the border, and so got a 4×4 result. Without padding only whole windows count: four."""
predicted = [
    [14 / 9, 20 / 9, 13 / 9, 8 / 9],
    [24 / 9, 32 / 9, 25 / 9, 12 / 9],
    [35 / 9, 47 / 9, 38 / 9, 17 / 9],
    [28 / 9, 35 / 9, 28 / 9, 10 / 9],
]
