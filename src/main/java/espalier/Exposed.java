package espalier;

import espalier.rules.Platforms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An app's wish to be reached from outside, which the cluster answers once the whole tree stands. */
public final class Exposed {
    private final Component app;
    private final ServicePort port;
    private final String host;
    private final boolean toInternet;
    private final Origin origin;
    private Exposure.@Nullable Address address;

    Exposed(Component app, ServicePort port, String host, boolean toInternet) {
        this.app = app;
        this.port = port;
        this.host = host;
        this.toInternet = toInternet;
        this.origin = Origin.here();
        app.node().whenComplete(this::answer);
    }

    private void answer() {
        Exposure exposure = app.node().answer(Exposure.class);
        if (exposure != null) {
            address = toInternet ? exposure.exposeToInternet(app, port, host) : exposure.expose(app, port, host);
        }
        if (address != null) {
            return;
        }
        app.node().markBroken();
        app.node()
                .findings()
                .add(new Finding(
                        Platforms.NOT_EXPOSED,
                        "Tried to let people " + (toInternet ? "on the internet " : "") + "reach " + app.node()
                                + " as \"" + host + "\", but the cluster does not say how anything is reached"
                                + (toInternet ? " from there" : ""),
                        app.node().path(),
                        new Finding.Place(null, null, origin),
                        "say it in the cluster's class: platform(…) with a gateway or an ingress controller"
                                + (toInternet ? " that the internet reaches" : ""),
                        "the cluster",
                        List.of()));
    }

    /** The whole host name, known when objects are written. */
    public Text host() {
        return Text.laterText(() -> address == null ? Text.of(unknown()) : address.host());
    }

    /** A name of nobody, so that no check takes it for the Service of that name; what has it is not written. */
    private String unknown() {
        return host + ".invalid";
    }

    /** The address that people open, without a slash at the end, known when objects are written. */
    public Text url() {
        return Text.laterText(() ->
                address == null ? Text.of("https://", unknown()) : Text.of(address.scheme(), "://", address.host()));
    }
}
