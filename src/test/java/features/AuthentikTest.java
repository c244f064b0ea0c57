package features;

import apps.Authentik;
import espalier.kubernetes.BootstrapSecret;
import infra.Postgres;
import org.junit.jupiter.api.Test;

/** authentik runs from its makers' chart on a database and a Redis of ours, and stands in front of nothing. */
class AuthentikTest {
    @Test
    void itsChartGetsOurDatabaseAndRedis() {
        var compilation = Compiled.stage(apps -> {
            var disks = SystemsTest.disks(apps);
            var postgres = new Postgres(apps, "postgres", disks, "10Gi");
            var key = new BootstrapSecret(apps, "key", s -> s.password("secret-key"));
            new Authentik(apps, "authentik", postgres, key.key("secret-key"), a -> {});
        });
        Snapshots.verify("constructs/authentik.yaml", Compiled.files(compilation, "apps/authentik/"));
    }

    /** Helm takes no object over that another one made. */
    @Test
    void itsKeyInASecretOfTheChartsName() {
        var compilation = Compiled.stage(apps -> {
            var postgres = new Postgres(apps, "postgres", SystemsTest.disks(apps), "10Gi");
            var key = new BootstrapSecret(apps, "key", s -> s.named("authentik").password("secret-key"));
            new Authentik(apps, "authentik", postgres, key.key("secret-key"), a -> {});
        });
        Snapshots.verify("findings/authentik-secret.txt", Ground.findings(compilation));
    }
}
