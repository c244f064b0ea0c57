package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Resource;
import espalier.Stage;
import espalier.kubernetes.Namespace;
import espalier.sealed.SealedSecret;
import infra.sealedsecrets.SealedSecrets;

/** Files that should be sealed, and are not; others that are, but not as their construct has them. */
public final class SealedForOthers extends Cluster {
    private final Stage apps;

    public SealedForOthers(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        new SealedSecrets(this, "sealed-secrets");
        apps = new Stage(this, "apps");
        var media = new Namespace(apps, "media");
        var games = new Namespace(apps, "games");
        for (String file :
                new String[] {"plain", "half", "as-a-whole", "two", "no-yaml", "two-scopes", "no-such-file"}) {
            secret(media, file);
        }
        secret(media, "token").key("api-tokn");
        new SealedSecret(apps.in(media), "never", Resource.of("test/media/never.sealed.yaml")).key("any");
        secret(games, "of-namespace");
        patch(secret(media, "of-cluster"), "it may have any name", p -> p.set("moved", "metadata", "name"));
        new SealedSecret(apps.in(games), "strict", Resource.of("sealed/strict.yaml"));
        var other = new SealedSecret(apps.in(media), "renamed", Resource.of("sealed/renamed.yaml"));
        patch(other, "it moved", p -> p.set("elsewhere", "metadata", "name"));
    }

    private SealedSecret secret(Namespace namespace, String file) {
        return new SealedSecret(apps.in(namespace), file, Resource.of("sealed/" + file + ".yaml"));
    }
}
