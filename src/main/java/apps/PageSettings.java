package apps;

import espalier.Component;
import espalier.Setting;
import espalier.Settings;
import org.jspecify.annotations.Nullable;

/** What can be set on an app with a page. */
public final class PageSettings extends Settings {
    private final Setting<String> host = setting("host");

    /** Settings of {@code app}. */
    public PageSettings(Component app) {
        super(app.node());
    }

    /** Lets people reach the page under this name, as the cluster exposes it; default is inside the cluster only. */
    public PageSettings host(String host) {
        this.host.set(host);
        return this;
    }

    /** The name that was asked for, or null. */
    public @Nullable String host() {
        return host.get();
    }
}
