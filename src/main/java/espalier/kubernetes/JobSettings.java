package espalier.kubernetes;

import espalier.Node;
import espalier.Setting;
import espalier.tree.Mapping;

/**
 * What can be said of work that ends.
 *
 * @param <S> the settings of the construct itself
 */
public abstract class JobSettings<S extends JobSettings<S>> extends PodSettings<S> {
    private final Setting<Integer> backoffLimit = setting("retries");
    private final Setting<Integer> deadline = setting("deadline");

    /** Settings of the construct at {@code node}. */
    protected JobSettings(Node node) {
        super(node);
    }

    /** How many times a failed pod is tried again; default 6. */
    public S retries(int times) {
        backoffLimit.set(times);
        return self();
    }

    /** After how many seconds the work is ended, done or not; default never. */
    public S deadline(int seconds) {
        deadline.set(seconds);
        return self();
    }

    Mapping jobSpec() {
        return new Mapping()
                .putIfAny("backoffLimit", backoffLimit.get())
                .putIfAny("activeDeadlineSeconds", deadline.get())
                .put("template", template("OnFailure"));
    }
}
