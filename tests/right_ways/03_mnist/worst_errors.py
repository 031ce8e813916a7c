# %% sorted with a key
def worst_errors(probabilities, labels, count=12):
    wrong = [i for i in range(len(labels)) if np.argmax(probabilities[i]) != labels[i]]
    return sorted(wrong, key=lambda i: max(probabilities[i]), reverse=True)[:count]


# %% sureness 0 for what is right
def worst_errors(probabilities, labels, count=12):
    wrong = probabilities.argmax(axis=1) != labels
    sureness = np.where(wrong, probabilities.max(axis=1), 0)
    return np.argsort(sureness)[::-1][: min(count, wrong.sum())]


# %% pandas
def worst_errors(probabilities, labels, count=12):
    table = pd.DataFrame(
        {"sure": probabilities.max(axis=1), "read": probabilities.argmax(axis=1), "label": np.asarray(labels)}
    )
    wrong = table[table["read"] != table["label"]]
    return wrong.sort_values("sure", ascending=False).index[:count].to_numpy()


# %% order first, then filter
def worst_errors(probabilities, labels, count=12):
    order = np.argsort(-np.max(probabilities, axis=-1))
    return [i for i in order if np.argmax(probabilities[i]) != labels[i]][:count]


# %% a heap
import heapq


def worst_errors(probabilities, labels, count=12):
    candidates = (
        (float(row.max()), i)
        for i, (row, label) in enumerate(zip(probabilities, labels))
        if int(row.argmax()) != int(label)
    )
    return [i for _, i in heapq.nlargest(count, candidates)]


# %% np.where and take_along_axis
def worst_errors(probabilities, labels, count=12):
    read = np.argmax(probabilities, axis=1)
    sure = np.take_along_axis(probabilities, read[:, None], axis=1)[:, 0]
    wrong = np.where(read != labels)[0]
    return wrong[np.argsort(sure[wrong])[::-1]][:count]
