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
# say: The loss takes the outputs for probabilities: it needs from_logits=True.
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = keras.losses.SparseCategoricalCrossentropy()


# %% wrong: the name of the loss -> loss_from_logits
# say: The loss takes the outputs for probabilities: it needs from_logits=True.
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = "sparse_categorical_crossentropy"


# %% wrong: one-hot targets -> loss_from_logits
# say: The loss wants targets in the shape of the outputs, but these are ids: take
#     SparseCategoricalCrossentropy(from_logits=True).
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = keras.losses.CategoricalCrossentropy(from_logits=True)


# %% wrong: a sum -> loss_from_logits
# say: The loss is a sum: leave reduction out, so that it is the mean over all
#     characters.
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="sum")


# %% wrong: squared errors -> loss_from_logits
# say: The loss is a squared error: take
#     SparseCategoricalCrossentropy(from_logits=True).
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = keras.losses.MeanSquaredError()


# %% wrong: the default learning rate -> rate
# say: The learning rate is Adam's default, 0.001, as it is when Adam is given by its
#     name: 0.00125 is asked for.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam()


# %% wrong: a zero too few -> rate
# say: The learning rate is another number: 0.00125 is asked for.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam(learning_rate=0.0125)


# %% wrong: the name of the optimiser -> rate
# say: The learning rate is Adam's default, 0.001, as it is when Adam is given by its
#     name: 0.00125 is asked for.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = "adam"


# %% wrong: plain descent -> adam
# say: The optimiser is SGD: Adam is asked for.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.SGD(learning_rate=0.00125)


# %% wrong: RMSprop -> adam
# say: The optimiser is RMSprop: Adam is asked for.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.RMSprop(learning_rate=0.00125)


# %% wrong: AdamW -> adam
# say: The optimiser is AdamW: Adam itself is asked for.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.AdamW(learning_rate=0.00125)


# %% wrong: Nadam -> adam
# say: The optimiser is Nadam: Adam itself is asked for.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Nadam(learning_rate=0.00125)


# %% wrong: what compile returns -> same_model
# say: model.compile returns None: return the model.
# - model.compile(optimizer=opt, loss=loss)
# - return model
# + return model.compile(optimizer=opt, loss=loss)


# %% wrong: a copy -> same_model
# say: A copy of the model is compiled: compile the model that was passed.
# - model.compile(optimizer=opt, loss=loss)
# + model = keras.models.clone_model(model)
# + model.compile(optimizer=opt, loss=loss)


# %% wrong: one optimiser for all models -> adam
# say: All models share one optimiser, made once: make a new one in each call.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + global shared
# + if "shared" not in globals():
# +     shared = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = shared


# %% wrong: one optimiser for all models, as a default -> adam
# say: All models share one optimiser, made once: make a new one in each call.
# - def compile_model(model):
# + def compile_model(model, opt=keras.optimizers.Adam(learning_rate=0.00125)):
# - opt = keras.optimizers.Adam(learning_rate=0.00125)


# %% wrong: a rate that falls -> rate
# say: The learning rate is a schedule: 0.00125 is asked for, all the time.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + schedule = keras.optimizers.schedules.ExponentialDecay(0.0025, 1, 0.5)
# + opt = keras.optimizers.Adam(learning_rate=schedule)


# %% wrong: another beta -> adam
# say: Adam has a beta_1 of 0.5: leave its betas as they are.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam(learning_rate=0.00125, beta_1=0.5)


# %% wrong: gradients are clipped -> adam
# say: Adam clips gradients (clipnorm): leave that out.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam(learning_rate=0.00125, clipnorm=1e-6)


# %% wrong: nothing is compiled -> loss_from_logits
# say: The model is not compiled: call model.compile before you return it.
# - model.compile(optimizer=opt, loss=loss)


# %% wrong: not for training -> adam
# say: The weights of the model are frozen: leave model.trainable as it is.
# - model.compile(optimizer=opt, loss=loss)
# + model.compile(optimizer=opt, loss=loss)
# + model.trainable = False


# %% wrong: the first class is ignored -> loss_from_logits
# say: The loss ignores targets of 0: leave ignore_class out.
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)


# %% wrong: a temperature in the loss -> loss_from_logits
# unnamed: nobody does that
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = lambda y, p: entropy(y, 2 * p)


# %% wrong: one place too few -> loss_from_logits
# unnamed: nobody does that
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
# say: The optimiser is Adamax: Adam itself is asked for.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adamax(learning_rate=0.00125)


# %% wrong: a rate that falls slowly -> rate
# say: The learning rate is a schedule: 0.00125 is asked for, all the time.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + schedule = keras.optimizers.schedules.ExponentialDecay(0.00125, 1000, 0.9)
# + opt = keras.optimizers.Adam(learning_rate=schedule)


# %% wrong: a rate that falls like a cosine -> rate
# say: The learning rate is a schedule: 0.00125 is asked for, all the time.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + schedule = keras.optimizers.schedules.CosineDecay(0.00125, decay_steps=1000)
# + opt = keras.optimizers.Adam(learning_rate=schedule)


# %% wrong: long gradients are clipped -> adam
# say: Adam clips gradients (clipnorm): leave that out.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam(learning_rate=0.00125, clipnorm=1.0)


# %% wrong: all gradients are clipped together -> adam
# say: Adam clips gradients (global_clipnorm): leave that out.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam(learning_rate=0.00125, global_clipnorm=1.0)


# %% wrong: large gradients are clipped -> adam
# say: Adam clips gradients (clipvalue): leave that out.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam(learning_rate=0.00125, clipvalue=0.5)


# %% wrong: AMSGrad -> adam
# say: Adam has amsgrad=True: leave that out.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam(learning_rate=0.00125, amsgrad=True)


# %% wrong: weights are averaged -> adam
# say: Adam averages the weights (use_ema): leave that out.
# - opt = keras.optimizers.Adam(learning_rate=0.00125)
# + opt = keras.optimizers.Adam(learning_rate=0.00125, use_ema=True)


# %% wrong: the padding is ignored -> loss_from_logits
# say: The loss ignores targets of 1, the padding: there is none in these batches, so
#     leave ignore_class out.
# - loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# + loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=1)


# %% wrong: ignores model -> same_model
# unnamed: nobody does that
def compile_model(model):
    model = keras.Sequential([keras.layers.Dense(4)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.00125), loss=loss)
    return model


# %% wrong: ignores model, and only looks like one -> same_model
# unnamed: nobody does that
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
# say: The model is not compiled: call model.compile before you return it.
def compile_model(model):
    return model
