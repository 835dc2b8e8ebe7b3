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
