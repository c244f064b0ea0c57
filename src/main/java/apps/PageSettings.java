package apps;

import espalier.Component;
import espalier.ExposedSettings;

/** What can be set on an app with a page. */
public final class PageSettings extends ExposedSettings<PageSettings> {
    /** Settings of {@code app}. */
    public PageSettings(Component app) {
        super(app.node());
    }

    @Override
    protected PageSettings self() {
        return this;
    }
}
