package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Stage;
import espalier.flux.SopsSecret;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Manifests;
import espalier.kubernetes.Namespace;

/** Files that should be encrypted, and are not; others that are, but not as their construct has them. */
public final class SecretsInClear extends Cluster {
    private final Stage apps;
    private final NamespaceHandle media;

    public SecretsInClear(Fleet fleet, String name) {
        super(
                fleet,
                name,
                c -> c.kubernetes("1.33")
                        .flux("2.7.5")
                        .sops("age1c2qy55akvqk98az0nc25n6lmr4gs4wyph9h0zqvuj0ydxuu3pfvqueq4z9"));
        apps = new Stage(this, "apps");
        media = new Namespace(apps, "media");

        secret("plain").key("kee"); // of a file that is refused, nothing more is said
        secret("half");
        secret("clear-key");
        secret("clear-later");
        secret("everything");
        secret("two");
        secret("config");
        secret("numbers");
        secret("no-namespace");
        secret("elsewhere");
        secret("other-recipient");
        secret("no-such-file");
        new Manifests(apps.in(media), "raw", "it came with others", Resource.of("sops/raw-half.yaml"));
        var token = secret("token");
        new Deployment(
                apps.in(media),
                "reader",
                d -> d.container("reader", "example.com/reader:1", c -> c.env("TOKEN", token.key("apitoken"))));
        patch(token, "it changed", p -> p.set("another", "stringData", "api-token"));
        patch(token, "it moved", p -> p.set("elsewhere", "metadata", "name"));
    }

    private SopsSecret secret(String file) {
        return new SopsSecret(apps.in(media), file, Resource.of("sops/" + file + ".yaml"));
    }
}
