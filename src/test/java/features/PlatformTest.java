package features;

import static org.assertj.core.api.Assertions.assertThat;

import apps.PaperlessNgx;
import apps.media.Jellyfin;
import apps.media.PlayerSettings;
import espalier.Component;
import espalier.Exposure;
import espalier.ServicePort;
import espalier.compile.Compilation;
import espalier.flux.CentralRepositories;
import espalier.flux.Charts;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.AppVolume;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Owner;
import espalier.kubernetes.SecretSource;
import espalier.kubernetes.Service;
import espalier.kubernetes.Storage;
import espalier.kubernetes.StorageClass;
import espalier.order.Order;
import infra.LocalPath;
import infra.MediaStore;
import infra.NfsMount;
import infra.Postgres;
import infra.apptemplate.AppTemplate;
import infra.gpu.Transcoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An app, a volume, a Secret and a chart, and what clusters that answer differently make of them. */
class PlatformTest extends GroundCases {
    private static final PublishedChart CHART = PublishedChart.of("kept", "1.2.3")
            .repository("keepers", "https://charts.example.com")
            .registry("oci://registry.example.com/charts");

    private static final Exposure FOR_THE_HOUSE =
            (app, port, host) -> new Exposure.Address("https", host + ".example.com");

    PlatformTest() {
        super("platform-answers");
    }

    @Override
    void all() {
        is("an app that keeps something, and nobody says on what", "not-kept", PlatformTest::keeper);
        is("an app that keeps something on a class of volumes", "", ground -> {
            ground.says(Storage.on(disks(ground)));
            keeper(ground);
        });
        is("an app in a release that keeps something, and nobody says on what", "not-kept", ground -> {
            ground.says(new AppTemplate());
            keeper(ground);
        });
        is("two answers that have a name", "setting-twice", ground -> {
            ground.says(new AppTemplate());
            ground.says(new AppTemplate());
        });
        is("two answers to one question", "setting-twice", ground -> {
            ground.says(Charts.OWN);
            ground.says(Charts.OWN_OCI);
        });
        is("no answer", "setting-null", ground -> ground.says(null));
        is("an app for the internet, where only the house gets in", "not-exposed", ground -> {
            ground.says(FOR_THE_HOUSE);
            page(ground, (page, port) -> page.exposeToInternet(port, "page", "friends look at it"));
        });
        is("an app that transcodes, and nobody says on what", "nothing-transcodes", ground -> {
            ground.says(Storage.on(disks(ground)));
            player(ground);
        });
        is("an app that transcodes on what the cluster has", "", ground -> {
            ground.says(Storage.on(disks(ground)));
            ground.says(Transcoding.on(reader -> reader.env("CARD", "0")));
            player(ground);
        });
        is("a page with two names", "setting-excludes not-exposed", ground -> {
            ground.says(FOR_THE_HOUSE);
            StorageClass disks = disks(ground);
            ground.says(Storage.on(disks));
            new PaperlessNgx(
                    ground.apps,
                    "paperless",
                    new Postgres(ground.apps, "postgres", disks, "5Gi"),
                    p -> p.host("papers").publicHost("archive", "the accountant reads them"));
        });
        is("an app for the house", "", ground -> {
            ground.says(FOR_THE_HOUSE);
            page(ground, (page, port) -> page.expose(port, "page"));
        });
    }

    /** A new file system belongs to root, so that an app could not write to the volume that it asked for. */
    @Test
    void theFilesOfAVolumeBelongToTheAppThatKeepsThem() {
        assertThat(filesOf(d -> {})).contains("fsGroup: 1001").doesNotContain("fsGroup: 1000");
        assertThat(filesOf(d -> d.filesGroup(7))).contains("fsGroup: 7").doesNotContain("fsGroup: 1001");
    }

    private static String filesOf(Consumer<Deployment.DeploymentSettings> besides) {
        return Compiled.files(
                Ground.with(ground -> {
                    ground.says(Storage.on(disks(ground)));
                    var app = new Component(ground.apps, "keeper") {};
                    var files = new AppVolume(app, "1Gi", new Owner(1000, 1001));
                    new Deployment(app, d -> {
                        d.recreate().container("keeper", "example.com/keeper:1", c -> c.mount(files, "/data"));
                        besides.accept(d);
                    });
                }),
                "");
    }

    @Test
    void aChartComesFromWhereTheClusterTakesCharts() {
        Snapshots.verify(
                "platform/charts.yaml",
                "# === the cluster says nothing\n"
                        + chart(null)
                        + "# === an OCIRepository for each release\n"
                        + chart(ground -> Charts.OWN_OCI)
                        + "# === one repository for all\n"
                        + chart(ground -> new CentralRepositories(ground.infrastructure, "repositories")));
    }

    private static String chart(@Nullable Function<Ground, Charts> charts) {
        return Compiled.files(
                        Ground.with(ground -> {
                            if (charts != null) {
                                ground.says(charts.apply(ground));
                            }
                            for (String app : new String[] {"one", "two"}) {
                                new HelmRelease(new Component(ground.apps, app) {}, CHART, CrdOwner.RELEASE, h -> {});
                            }
                        }),
                        "")
                .replaceAll("(?s)# (flux-system/|kustomization|[a-z/-]*kustomization\\.yaml).*?\n\n", "");
    }

    @Test
    void aSecretIsDeclaredUnlessAnotherSourceHasIt() {
        var asked = new ArrayList<String>();
        SecretSource vault = (secret, declaration) ->
                asked.add(declaration.provision() + " " + declaration.keys().size());
        assertThat(declared(Ground.with(PlatformTest::secrets))).containsExactly("app-login", "app-vault");
        assertThat(declared(Ground.with(ground -> {
                    ground.says(vault);
                    secrets(ground);
                })))
                .containsExactly("app-vault");
        assertThat(asked).containsExactly("Secret default/app-login 1");
    }

    private static List<String> declared(Compilation compilation) {
        Order order = Objects.requireNonNull(compilation.order(), () -> Compiled.findings(compilation));
        return order.graph().cluster().node().subtree().stream()
                .flatMap(node -> node.declaredSecrets().stream())
                .map(secret -> secret.provision().identity().name())
                .toList();
    }

    private static void secrets(Ground ground) {
        var app = new Component(ground.apps, "app") {};
        var login = new BootstrapSecret(app, "login", s -> s.password("PASSWORD"));
        new BootstrapSecret(
                app, "vault", s -> s.given("TOKEN", "the vault's token").beforeFlux());
        new Deployment(
                app, d -> d.container("app", "example.com/app:1", c -> c.env("PASSWORD", login.key("PASSWORD"))));
    }

    private static void keeper(Ground ground) {
        var app = new Component(ground.apps, "keeper") {};
        var files = new AppVolume(app, "1Gi", new Owner(1000, 1000));
        new Deployment(
                app, d -> d.recreate().container("keeper", "example.com/keeper:1", c -> c.mount(files, "/data")));
    }

    private static void player(Ground ground) {
        var films = new NfsMount("films", "nas.example.com", "/films");
        var store = new MediaStore(ground.apps, "store", films, "10Gi", new Owner(1000, 1000));
        new Jellyfin(ground.apps, "jellyfin", store, PlayerSettings::transcoding);
    }

    private static StorageClass disks(Ground ground) {
        return new LocalPath(ground.infrastructure, "disks", "/var/disks").storageClass();
    }

    private static void page(Ground ground, BiConsumer<Component, ServicePort> expose) {
        var app = new Component(ground.apps, "page") {};
        var page = new Deployment(app, d -> d.container("page", "example.com/page:1", c -> c.port("http", 8080)));
        expose.accept(app, new Service(app, page).port("http"));
    }
}
