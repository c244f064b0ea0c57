package features;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Patch;
import espalier.Resource;
import espalier.Scope;
import espalier.Stage;
import espalier.compile.Compilation;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.flux.ImageTags;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import infra.images.ImageAutomation;
import infra.images.ImageAutomation.FollowSettings;
import java.util.List;
import java.util.function.Consumer;

/** A cluster whose images Flux keeps up to date. */
public final class Followed extends Cluster {
    private final Component images;

    /** Rules for what tells nothing by itself. */
    static void rules(FollowSettings images) {
        images.follow("test-store", ImageTags.lastOfAlphabet())
                .follow("test-commits", ImageTags.lastOfAlphabet().matching("^[0-9a-f]{7}"))
                .follow("test-nightly", ImageTags.highestNumber("^build-(?P<number>[0-9]+)$", "$number"));
    }

    /** All that {@code followed.yaml} marks, in each place that a marker can have, next to whatever else can stand there. */
    public Followed(Fleet fleet, String name) {
        this(fleet, name, "followed.yaml", Followed::rules, Followed::all);
    }

    static void all(Stage apps) {
        apps(apps);
        new Charts(apps, "texts", AwkwardStrings.everywhere());
    }

    private Followed(Fleet fleet, String name, String versions, Consumer<FollowSettings> rules, Consumer<Stage> apps) {
        super(
                fleet,
                name,
                c -> c.kubernetes("1.33")
                        .flux("2.7.5")
                        .git("ssh://git@git.example.com/home", "main")
                        .versions(Resource.of("versions/" + versions)));
        var configs = new Stage(this, "configs");
        var login = new BootstrapSecret(
                configs.in(NamespaceHandle.FLUX_SYSTEM),
                "registry",
                s -> s.given(".dockerconfigjson", "what docker login writes for the registry"));
        images = new ImageAutomation(
                configs,
                "images",
                rules.andThen(a -> a.login("registry.example.com/private", login.key(".dockerconfigjson"))));
        apps.accept(new Stage(this, "apps", s -> s.after(configs)));
    }

    static Compilation by(String versions, Consumer<FollowSettings> rules, Consumer<Stage> apps) {
        return Compiled.cluster((fleet, name) -> new Followed(fleet, name, versions, rules, apps));
    }

    /** All that it marks, with a patch on what follows it. */
    static Compilation patched(Consumer<Patch> change) {
        return Compiled.cluster((fleet, name) -> {
            var cluster = new Followed(fleet, name);
            cluster.patch(cluster.images, "a test", change);
            return cluster;
        });
    }

    static void apps(Stage apps) {
        new App(apps, "films", "ghcr.io/example/films:v1.0.0");
        new App(apps, "next", "ghcr.io/example/films:v1.0.0");
        new App(apps, "news", "registry.example.com/private/news:2026.1.0");
        new App(apps, "store", "docker.io/pgsty/minio:latest");
        new Charts(apps, "charts", List.of());
    }

    /** Runs an image in a Deployment of its own. */
    static final class App extends Component {
        App(Scope scope, String id, String image) {
            super(scope, id);
            new Deployment(this, d -> d.container("web", image, c -> {}));
        }
    }

    /** A release to whose chart images are told in the three ways that charts have, and texts that are hard to write. */
    private static final class Charts extends Component {
        Charts(Scope scope, String id, List<String> texts) {
            super(scope, id);
            var charts = new HelmRepository(this, "https://charts.example.com");
            new HelmRelease(this, charts.chart("web", "1.0.0"), CrdOwner.ELSEWHERE, r -> {
                r.image("redis:8", "cache", "image")
                        .imageTag("registry.example.com/private/nightly:build-1", "nightly", "tag")
                        .imageTag("registry.example.com/private/commits:0000000", "commits", "tag")
                        .wholeImage("ghcr.io/example/films:v1.0.0", "films");
                int number = 0;
                for (String text : texts) {
                    r.value(text, "texts", "text-" + number++);
                }
            });
        }
    }
}
