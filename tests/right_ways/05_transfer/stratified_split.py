# %% scikit-learn, class by class, on the numbers of the pictures
def stratified_split(images, labels, test_share, seed):
    from sklearn.model_selection import train_test_split

    _, picture = np.unique(images.reshape(len(images), -1), axis=0, return_inverse=True)
    picture = picture.ravel()
    tested = []
    for label in np.unique(labels):
        pictures = np.unique(picture[labels == label])
        if len(pictures) > 1:
            count = int(np.clip(round(test_share * len(pictures)), 1, len(pictures) - 1))
            tested.extend(train_test_split(pictures, test_size=count, random_state=seed)[1])
    in_test = np.isin(picture, tested)
    return np.flatnonzero(~in_test), np.flatnonzero(in_test)


# %% Python's random and a digest, rounded down, lists
def stratified_split(images, labels, test_share, seed):
    import hashlib
    import random

    generator = random.Random(seed)
    groups = {}
    for i in range(len(images)):
        digest = hashlib.sha256(np.ascontiguousarray(images[i]).tobytes()).hexdigest()
        groups.setdefault(int(labels[i]), {}).setdefault(digest, []).append(i)
    train, test = [], []
    for label in groups:
        pictures = list(groups[label].values())
        generator.shuffle(pictures)
        n = int(test_share * len(pictures) + 1e-9)
        n = max(n, 1)
        n = min(n, len(pictures) - 1)
        test += sum(pictures[:n], [])
        train += sum(pictures[n:], [])
    return train, test


# %% the global generator, rounded up, comparing all pairs
def stratified_split(images, labels, test_share, seed):
    np.random.seed(seed)
    N = len(labels)
    first = np.arange(N)
    for i in range(N):
        for j in range(i):
            if np.array_equal(images[i], images[j]):
                first[i] = first[j]
                break
    is_test = np.zeros(N, dtype=bool)
    for c in set(labels.tolist()):
        chosen = np.unique(first[labels == c])
        n = int(np.ceil(test_share * len(chosen) - 1e-9))
        n = max(1, min(n, len(chosen) - 1)) if len(chosen) > 1 else 0
        is_test |= np.isin(first, np.random.choice(chosen, n, replace=False))
    numbers = np.arange(N)
    return numbers[~is_test], numbers[is_test]


# %% pandas
def stratified_split(images, labels, test_share, seed):
    import pandas as pd

    table = pd.DataFrame({"label": labels, "picture": [image.tobytes().hex() for image in images]})
    unique = table.drop_duplicates()
    test = []
    for _, rows in unique.groupby("label"):
        count = min(max(round(test_share * len(rows)), 1), len(rows) - 1)
        test += rows.sample(count, random_state=seed)["picture"].tolist()
    mask = table["picture"].isin(test)
    return table.index[~mask].to_numpy(), table.index[mask].to_numpy()


# %% one random number for each picture, the smallest ones are tested
def stratified_split(images, labels, test_share, seed):
    rng = np.random.default_rng(seed)
    luck = {}
    scores = np.array([luck.setdefault(tuple(image.ravel().tolist()), rng.random()) for image in images])
    train, test = [], []
    for label in np.unique(labels):
        members = np.where(labels == label)[0]
        values = np.unique(scores[members])
        count = min(max(int(test_share * len(values) + 0.5), 1), len(values) - 1)
        for member in members:
            (test if scores[member] in values[:count] else train).append(member)
    return np.array(train), np.array(test)


# %% shuffled numbers that came back as a tuple of sorted lists
def stratified_split(images, labels, test_share, seed):
    rng = np.random.RandomState(seed)
    order = rng.permutation(len(labels))
    wanted = {}
    for label in np.unique(labels):
        p = len({images[i].tobytes() for i in order if labels[i] == label})
        wanted[label] = min(max(round(p * test_share), 1), p - 1)
    seen, side = {}, np.empty(len(labels), dtype=object)
    for i in order:
        key = images[i].tobytes()
        if key not in seen:
            seen[key] = "test" if wanted[labels[i]] > 0 else "train"
            wanted[labels[i]] -= 1
        side[i] = seen[key]
    return [i for i in range(len(labels)) if side[i] == "train"], [i for i in range(len(labels)) if side[i] == "test"]
