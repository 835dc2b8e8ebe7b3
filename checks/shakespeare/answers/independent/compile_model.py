# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.00125),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


# %% right: student 2
def compile_model(model):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    opt = keras.optimizers.Adam(learning_rate=0.00125)
    model.compile(optimizer=opt, loss=loss)
    return model


# %% right: student 3
def compile_model(model):
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer = tf.keras.optimizers.Adam(0.00125)
    model.compile(loss=loss, optimizer=optimizer)
    return model


# %% right: student 4
def compile_model(model):
    # Adam
    adam = keras.optimizers.Adam(1.25e-3)
    # cross entropy
    crossentropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(adam, crossentropy)
    return model


# %% right: student 5
def compile_model(model):
    model.compile(
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        optimizer=keras.optimizers.Adam(learning_rate=0.00125),
        metrics=["accuracy"],
    )
    return model


# %% right: student 6
LEARNING_RATE = 0.00125


def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.Adam(LEARNING_RATE),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


# %% right: student 7
def compile_model(model):
    optimizer = keras.optimizers.Adam(learning_rate=0.00125)
    loss_function = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=optimizer, loss=loss_function)
    return model


# %% right: student 8
def compile_model(model):
    from_logits_loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.00125), loss=from_logits_loss
    )
    return model


# %% right: student 9
def compile_model(model):
    """Set the loss and the optimiser of a model.

    model: a keras.Model whose outputs are log-probabilities or logits

    Returns the same model, compiled.
    """
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer = keras.optimizers.Adam(learning_rate=0.00125)
    model.compile(optimizer=optimizer, loss=loss)
    return model


# %% right: student 10
def compile_model(model):
    """Set the loss and the optimiser of a model."""
    adam = keras.optimizers.Adam()
    adam.learning_rate = 0.00125
    model.compile(
        loss=keras.losses.SparseCategoricalCrossentropy(
            from_logits=True, name="surprise"
        ),
        optimizer=adam,
    )
    return model


# %% right: student 11
def compile_model(model):
    from keras.losses import SparseCategoricalCrossentropy
    from keras.optimizers import Adam

    settings = dict(
        optimizer=Adam(1.25e-3),
        loss=SparseCategoricalCrossentropy(from_logits=True),
    )
    model.compile(**settings)
    return model
