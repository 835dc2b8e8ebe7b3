# ruff: noqa (answers are written as students write them, one after the other)

# %% right: Adam and the loss from logits
def compile_model(model):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    opt = keras.optimizers.Adam(learning_rate=0.00125)
    model.compile(optimizer=opt, loss=loss)
    return model


# %% right: with a metric, positional arguments, prints
def compile_model(model: keras.Model) -> keras.Model:
    print("compiling", model.name)
    loss_fn = tf.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(
        tf.keras.optimizers.Adam(1.25e-3),
        loss=loss_fn,
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")],
    )
    return model


# %% right: a function for the loss
def compile_model(model):
    def loss(labels, logits):
        return keras.losses.sparse_categorical_crossentropy(
            labels, logits, from_logits=True
        )

    optimizer = keras.optimizers.Adam(0.00125, beta_1=0.9, beta_2=0.999)
    model.compile(loss=loss, optimizer=optimizer)
    return model


# %% right: not in a graph, the rate set afterwards
def compile_model(model):
    optimizer = keras.optimizers.Adam()
    optimizer.learning_rate = 0.00125
    model.compile(
        optimizer=optimizer,
        loss=keras.losses.SparseCategoricalCrossentropy(True),
        run_eagerly=True,
    )
    return model


# %% right: a loss of its own
def compile_model(model):
    class Surprise(keras.losses.Loss):
        def call(self, y_true, y_pred):
            y_true = tf.cast(y_true, tf.int32)
            return tf.nn.sparse_softmax_cross_entropy_with_logits(y_true, y_pred)

    model.compile(keras.optimizers.Adam(learning_rate=1 / 800), Surprise())
    return model


# %% wrong: not from logits -> loss_from_logits
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = keras.losses.SparseCategoricalCrossentropy()


# %% wrong: the name of the loss -> loss_from_logits
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = "sparse_categorical_crossentropy"


# %% wrong: one-hot targets -> loss_from_logits
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = keras.losses.CategoricalCrossentropy(from_logits=True)


# %% wrong: a sum -> loss_from_logits
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="sum")


# %% wrong: squared errors -> loss_from_logits
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = keras.losses.MeanSquaredError()


# %% wrong: the default learning rate -> rate
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam()


# %% wrong: a zero too few -> rate
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam(learning_rate=0.0125)


# %% wrong: the name of the optimiser -> rate
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = "adam"


# %% wrong: plain descent -> adam
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.SGD(learning_rate=0.00125)


# %% wrong: RMSprop -> adam
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.RMSprop(learning_rate=0.00125)


# %% wrong: AdamW -> adam
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.AdamW(learning_rate=0.00125)


# %% wrong: Nadam -> adam
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Nadam(learning_rate=0.00125)


# %% wrong: what compile returns -> same_model
# - model.compile(optimizer=opt, loss=loss)
# - return model
# + return model.compile(optimizer=opt, loss=loss)


# %% wrong: a copy -> same_model
# - model.compile(optimizer=opt, loss=loss)
# + model = keras.models.clone_model(model)
# + model.compile(optimizer=opt, loss=loss)


# %% wrong: one optimiser for all models -> adam
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + global shared
# + if "shared" not in globals():
# +     shared = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = shared


# %% wrong: one optimiser for all models, as a default -> adam
# - def compile_model(model):
# + def compile_model(model, opt=keras.optimizers.Adam(learning_rate=0.00125)):
# - opt = keras.optimizers.Adam(learning_rate=0.00125)


# %% wrong: a rate that falls -> rate
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + schedule = keras.optimizers.schedules.ExponentialDecay(0.0025, 1, 0.5)
# + opt = keras.optimizers.Adam(learning_rate=schedule)


# %% wrong: another beta -> adam
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam(learning_rate=0.00125, beta_1=0.5)


# %% wrong: gradients are clipped -> adam
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam(learning_rate=0.00125, clipnorm=1e-6)


# %% wrong: nothing is compiled -> loss_from_logits
# - model.compile(optimizer=opt, loss=loss)


# %% wrong: not for training -> adam
# - model.compile(optimizer=opt, loss=loss)
# + model.compile(optimizer=opt, loss=loss)
# + model.trainable = False


# %% wrong: the first class is ignored -> loss_from_logits
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)


# %% wrong: a temperature in the loss -> loss_from_logits
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = lambda y, p: entropy(y, 2 * p)


# %% wrong: one place too few -> loss_from_logits
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = lambda y, p: entropy(y[:, 1:], p[:, 1:])


# %% right: compiled by its configuration
def compile_model(model):
    model.compile(
        optimizer={"class_name": "Adam", "config": {"learning_rate": 0.00125}},
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True, name="nats"),
    )
    return model


# %% right: a partial loss of the backend
def compile_model(model):
    from functools import partial

    cross_entropy = partial(
        keras.losses.sparse_categorical_crossentropy, from_logits=True
    )
    model.compile("adam", cross_entropy, jit_compile=False)
    model.optimizer.learning_rate.assign(0.00125)
    return model


# %% right: the loss in a list, of the only output
# - model.compile(optimizer=opt, loss=loss)
# + model.compile(optimizer=opt, loss=[loss])


# %% wrong: Adamax -> adam
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adamax(learning_rate=0.00125)


# %% wrong: a rate that falls slowly -> rate
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + schedule = keras.optimizers.schedules.ExponentialDecay(0.00125, 1000, 0.9)
# + opt = keras.optimizers.Adam(learning_rate=schedule)


# %% wrong: a rate that falls like a cosine -> rate
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + schedule = keras.optimizers.schedules.CosineDecay(0.00125, decay_steps=1000)
# + opt = keras.optimizers.Adam(learning_rate=schedule)


# %% wrong: long gradients are clipped -> adam
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam(learning_rate=0.00125, clipnorm=1.0)


# %% wrong: all gradients are clipped together -> adam
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam(learning_rate=0.00125, global_clipnorm=1.0)


# %% wrong: large gradients are clipped -> adam
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam(learning_rate=0.00125, clipvalue=0.5)


# %% wrong: AMSGrad -> adam
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam(learning_rate=0.00125, amsgrad=True)


# %% wrong: weights are averaged -> adam
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam(learning_rate=0.00125, use_ema=True)


# %% wrong: the padding is ignored -> loss_from_logits
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=1)


# %% wrong: ignores model -> same_model
def compile_model(model):
    model = keras.Sequential([keras.layers.Dense(4)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.00125), loss=loss)
    return model


# %% wrong: ignores model, and only looks like one -> same_model
class Compiled:
    def __init__(self):
        self.optimizer = keras.optimizers.Adam(learning_rate=0.00125)
        self.loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    def __call__(self, x):
        return x

    def compute_loss(self, y, y_pred):
        return self.loss(y, y_pred)

    def test_on_batch(self, x, y):
        return float(self.loss(y, x))

    train_on_batch = test_on_batch


def compile_model(model):
    return Compiled()


# %% wrong: dull, nothing is compiled -> loss_from_logits
def compile_model(model):
    return model
