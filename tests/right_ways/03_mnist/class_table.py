# %% np.unique
def class_table(labels):
    classes, counts = np.unique(labels, return_counts=True)
    return dict(zip(classes, counts))


# %% Counter
from collections import Counter


def class_table(labels):
    return dict(sorted(Counter(labels.tolist()).items()))


# %% groupby
def class_table(labels):
    column = pd.Series(labels)
    return column.groupby(column).size().to_dict()


# %% a DataFrame
def class_table(labels):
    frame = pd.DataFrame({"label": labels})
    table = frame.value_counts("label").reset_index(name="count").sort_values("label")
    return {int(row["label"]): int(row["count"]) for _, row in table.iterrows()}


# %% a loop over the sorted classes
def class_table(labels):
    table = {}
    for label in sorted(set(labels.tolist())):
        table[label] = int((labels == label).sum())
    return table


# %% bincount without the zeros
def class_table(labels):
    counts = np.bincount(labels)
    return {label: count for label, count in enumerate(counts) if count > 0}


# %% value_counts in the order of the classes
def class_table(labels):
    return pd.Series(labels).value_counts().sort_index().to_dict()


# %% a plain loop
def class_table(labels):
    table = {}
    for label in labels:
        table[int(label)] = table.get(int(label), 0) + 1
    return table
