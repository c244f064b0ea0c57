package espalier.kubernetes;

import espalier.Component;
import espalier.Identity;
import espalier.Provision;
import espalier.Scope;
import espalier.rules.Platforms;
import espalier.tree.Mapping;

/**
 * What an app must not lose: its settings, its files. The app says how much it holds; on what it is kept, and how it is backed
 * up, the cluster says ({@link Storage}).
 */
public final class AppVolume extends Component implements Volume {
    private final String size;
    private final Owner owner;

    /**
     * The volume of {@code scope}, with its name.
     *
     * @param size as {@code 10Gi}
     * @param owner as whom the app writes, so that a backup can read what it wrote
     */
    public AppVolume(Scope scope, String size, Owner owner) {
        super(scope, only("volume"));
        this.size = size;
        this.owner = owner;
        node().whenComplete(this::ask);
    }

    /** One volume of several in {@code scope}. */
    public AppVolume(Scope scope, String id, String size, Owner owner) {
        super(scope, id);
        this.size = size;
        this.owner = owner;
        node().whenComplete(this::ask);
    }

    private void ask() {
        Storage storage = node().answer(Storage.class);
        if (storage != null) {
            storage.keep(this);
            return;
        }
        node().markIncomplete();
        node().findings()
                .report(
                        Platforms.NOT_KEPT,
                        node(),
                        "Tried to keep the volume " + node().path()
                                + ", but the cluster does not say on what volumes of apps are kept",
                        "say it in the cluster's class: platform(Storage.on(…)) with a storage class, or platform(…) with what backs volumes up");
    }

    /** How much it holds. */
    public String size() {
        return size;
    }

    /** As whom the app writes. */
    public Owner owner() {
        return owner;
    }

    /** The claim, which the cluster's {@link Storage} makes with this name, in this namespace. */
    public Provision claim() {
        return Provision.of(
                Identity.of("", "PersistentVolumeClaim", node().namespace().text(), node().objectName()), node());
    }

    @Override
    public String volumeName() {
        return "data";
    }

    @Override
    public Mapping volumeSource() {
        return Mapping.of("persistentVolumeClaim", Mapping.of("claimName", claim().name()));
    }
}
