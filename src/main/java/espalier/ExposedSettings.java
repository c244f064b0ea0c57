package espalier;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a construct that people can open in a browser.
 *
 * @param <S> the settings of the construct itself, which every method gives back
 */
public abstract class ExposedSettings<S extends ExposedSettings<S>> extends Settings {
    private final Setting<String> host = setting("host");
    private final Setting<Public> publicHost = setting("publicHost");

    private record Public(String host, String because) {}

    /** Settings of the construct at {@code node}. */
    protected ExposedSettings(Node node) {
        super(node);
    }

    /** These settings, as the type that they are. */
    protected abstract S self();

    /** Lets the people of the house open it under this name, as the cluster exposes it; default is inside the cluster only. */
    public S host(String host) {
        this.host.set(host);
        return self();
    }

    /** Lets everybody on the internet open it under this name, as the cluster exposes it there, for the reason {@code because}. */
    public S publicHost(String host, String because) {
        publicHost.set(new Public(host, because));
        return self();
    }

    @Override
    protected void check() {
        host.excludes(publicHost, "one page has one name, which is for the house or for everybody");
    }

    /** Exposes {@code port} of {@code app} as it was asked for; null where it was not. */
    public final @Nullable Exposed expose(Component app, ServicePort port) {
        Public internet = publicHost.get();
        if (internet != null) {
            return app.exposeToInternet(port, internet.host, internet.because);
        }
        String house = host.get();
        return house == null ? null : app.expose(port, house);
    }
}
