package features;

import apps.PaperlessNgx;
import espalier.Component;
import espalier.Exposure;
import espalier.ServicePort;
import espalier.kubernetes.Storage;
import infra.LocalPath;
import infra.NfsMount;
import infra.Postgres;
import org.junit.jupiter.api.Test;

/** Paperless-ngx with everything that can be set. */
class PaperlessTest {
    @Test
    void anArchiveWithAnInboxUnderAPublicName() {
        Snapshots.verify(
                "apps/paperless-ngx.yaml",
                Compiled.files(
                        Ground.with(ground -> {
                            var disks = new LocalPath(ground.infrastructure, "disks", "/var/disks").storageClass();
                            ground.says(Storage.on(disks));
                            ground.says(new Exposure() {
                                @Override
                                public Address expose(Component app, ServicePort port, String host) {
                                    return new Address("https", host + ".home.example.com");
                                }

                                @Override
                                public Address exposeToInternet(Component app, ServicePort port, String host) {
                                    return new Address("https", host + ".example.com");
                                }
                            });
                            var postgres = new Postgres(ground.apps, "postgres", disks, "5Gi");
                            new PaperlessNgx(
                                    ground.apps,
                                    "paperless",
                                    postgres,
                                    p -> p.size("50Gi")
                                            .inbox(new NfsMount("inbox", "nas.example.com", "/scans"))
                                            .publicHost("papers", "the accountant reads them"));
                        }),
                        "apps/paperless"));
    }
}
