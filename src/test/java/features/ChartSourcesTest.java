package features;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;

/** A repository of charts is declared once, and somebody takes a chart from it. */
class ChartSourcesTest extends GroundCases {
    private static final String URL = "https://charts.example.com";

    ChartSourcesTest() {
        super("chart-sources");
    }

    private static HelmRepository repository(Component in, String id) {
        return new HelmRepository(in, id, URL, r -> r.named(id));
    }

    private static void release(Component in, String id, HelmRepository charts) {
        new HelmRelease(in, "release-" + id, charts.chart(id, "1.0.0"), CrdOwner.RELEASE, h -> h.named(id));
    }

    private static Component component(Ground ground, String id) {
        return new Component(ground.apps.in(NamespaceHandle.DEFAULT), id) {};
    }

    @Override
    void all() {
        is("one for two releases", "", ground -> {
            Component films = component(ground, "films");
            HelmRepository charts = repository(films, "charts");
            release(films, "films", charts);
            release(films, "music", charts);
        });
        is("each release has its own", "", ground -> {
            for (String id : new String[] {"films", "music"}) {
                Component one = component(ground, id);
                release(one, id, repository(one, id));
            }
        });
        is("nobody takes from it", "repository-unused", ground -> repository(component(ground, "films"), "charts"));
        is("one for two releases, and another", "repository-twice", ground -> {
            Component films = component(ground, "films");
            HelmRepository charts = repository(films, "charts");
            release(films, "films", charts);
            release(films, "music", charts);
            release(films, "books", repository(films, "more-charts"));
        });
    }
}
