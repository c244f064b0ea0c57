package features;

import static org.assertj.core.api.Assertions.assertThat;

import apps.LiteLlm;
import apps.OpenWebUi;
import apps.Phoenix;
import espalier.Resource;
import espalier.Stage;
import espalier.Text;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.StorageClass;
import infra.Database;
import infra.Etcd;
import infra.Nats;
import infra.OnePassword;
import infra.Postgres;
import infra.Redis;
import infra.SynologyNfs;
import infra.VaultItem;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The constructs of {@code infra} and {@code apps}, made alone, with the settings that no cluster shows. */
class SystemsTest {
    private static void approve(String name, String folder, Consumer<Stage> constructs) {
        Snapshots.verify("systems/" + name + ".yaml", Compiled.files(Compiled.stage(constructs), folder));
    }

    /** Storage whose files belong to their writers, unlike a Synology's. */
    static StorageClass disks(Stage apps) {
        Text driver = apps.node()
                .cluster()
                .external()
                .clusterScoped("storage.k8s.io", "CSIDriver", "disk.example.com", "the nodes bring it");
        return new StorageClass(apps, "disks", driver, s -> {});
    }

    @Test
    void synology() {
        approve("synology", "apps/synology", apps -> new SynologyNfs(apps, "synology", "10.0.0.9", "/volume2/other"));
    }

    @Test
    void onePasswordItemWithAFieldOfItsOwn() {
        approve("onepassword", "apps/", apps -> {
            var onePassword = new OnePassword(apps, "secrets", "house");
            new Client(apps, onePassword.item("router", "admin password"));
        });
    }

    private static final class Client extends espalier.Component {
        Client(Stage apps, VaultItem item) {
            super(apps, "client");
            var password = item.secretFor(this, "router");
            new Deployment(this, d -> d.container("client", "example.com/client:1", c -> c.env("PASSWORD", password)));
        }
    }

    @Test
    void postgresOnOrdinaryDisks() {
        approve("postgres", "apps/db", apps -> new Postgres(apps, "db", disks(apps), "1Gi"));
    }

    @Test
    void twoDatabasesOfOneApp() {
        approve("database", "apps/app/deployment", apps -> {
            var postgres = new Postgres(apps, "db", disks(apps), "1Gi");
            new App(apps, postgres);
        });
    }

    private static final class App extends espalier.Component {
        App(Stage apps, Postgres postgres) {
            super(apps, "app");
            var database = new Database(this, "database", postgres);
            new Deployment(
                    this,
                    d -> d.container("web", "example.com/web:1", c -> c.connect(database.url("DATABASE_URL")))
                            .container("worker", "example.com/worker:1", c -> c.connect(database.url("STORE"))));
        }
    }

    @Test
    void twoDatabasesOfOneNameAreRefused() {
        var compilation = Compiled.stage(apps -> {
            var postgres = new Postgres(apps, "db", disks(apps), "1Gi");
            var redis = new Redis(apps, "cache");
            new Database(redis, "one", postgres);
            new Database(redis, "two", postgres, d -> d.named("other"));
            new Database(redis, "three", postgres);
        });
        assertThat(Compiled.findings(compilation))
                .contains("Tried to make the database cache in test/apps/db, but test/apps/cache/one makes it already")
                .doesNotContain("database other");
    }

    @Test
    void redis() {
        approve("redis", "apps/cache", apps -> new Redis(apps, "cache"));
    }

    @Test
    void etcdOnOrdinaryDisks() {
        approve("etcd", "apps/store", apps -> new Etcd(apps, "store", disks(apps), "1Gi"));
    }

    @Test
    void natsClient() {
        approve("nats-client", "apps/client", apps -> {
            var nats = new Nats(apps, "nats");
            new Deployment(apps, "client", d -> d.container("client", "example.com/client:1", c -> c.connect(nats)));
        });
    }

    @Test
    void phoenixInsideTheCluster() {
        approve("phoenix", "apps/traces", apps -> {
            var postgres = new Postgres(apps, "db", disks(apps), "1Gi");
            new Phoenix(apps, "traces", postgres, p -> {});
        });
    }

    @Test
    void liteLlmAndOpenWebUiAlone() {
        approve("chat", "apps/", apps -> {
            var gateway = new LiteLlm(apps, "models", Resource.of("lab/litellm-config.yaml"), l -> {});
            new OpenWebUi(apps, "chat", gateway, o -> {});
        });
    }
}
