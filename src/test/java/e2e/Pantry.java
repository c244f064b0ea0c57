package e2e;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Stage;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.StatefulSet;
import espalier.kubernetes.StorageClass;

/**
 * A server with a disk, which knows a password by its hash, and two who know the password itself, one of them in another
 * namespace: every way in which a declared value comes to be.
 */
final class Pantry extends Cluster {
    private static final String IMAGE = "registry.example.com/pantry:1";

    /** @param recipient the age recipient for whom files in git would be encrypted */
    Pantry(Fleet fleet, String name, String recipient) {
        super(
                fleet,
                name,
                c -> c.kubernetes("1.33")
                        .flux("2.7.5")
                        .git("ssh://git@git.example.com/pantry", "main")
                        .sops(recipient));
        var house = new Stage(this, "house");
        var disk = new StorageClass(house, "disk", external().provisioner("example.com/disks", "a test"), s -> {});
        var cellar = new Namespace(house, "cellar", n -> n.label("example.com/purpose", "food"));
        var bar = new Namespace(house, "bar");
        var store = new Store(house.in(cellar), "store", disk);
        new Guest(house.in(bar), "guest", store.password);
    }

    private static final class Store extends Component {
        private final SecretKey password;

        Store(Scope scope, String id, StorageClass disk) {
            super(scope, id);
            var login = new BootstrapSecret(
                    this,
                    "login",
                    s -> s.password("PASSWORD").bcrypt("HASH", "PASSWORD").random("SALT", "salt-", 12));
            var token = new BootstrapSecret(this, "token", s -> s.given("token", "the token of the grocer"));
            new BootstrapSecret(
                    this,
                    "seal",
                    s -> s.type("kubernetes.io/tls")
                            .label("sealedsecrets.bitnami.com/sealed-secrets-key", "active")
                            .given("tls.crt", "the certificate that is sealed with")
                            .given("tls.key", "its private key"));
            password = login.key("PASSWORD");
            var data = new PersistentVolumeClaim(this, "data", disk, "1Gi");
            new StatefulSet(
                    this,
                    "server",
                    s -> s.runAs(1000, 1000)
                            .container(
                                    "server",
                                    IMAGE,
                                    c -> c.env("HASH", login.key("HASH"))
                                            .env("TOKEN", token.key("token"))
                                            .mount(data, "/data")
                                            .memory("8Mi", "16Mi")));
            new Deployment(
                    this,
                    "keeper",
                    d -> d.runAs(1000, 1000)
                            .container(
                                    "keeper",
                                    IMAGE,
                                    c -> c.env("PASSWORD", password).memory("8Mi", "16Mi")));
        }
    }

    private static final class Guest extends Component {
        Guest(Scope scope, String id, SecretKey password) {
            super(scope, id);
            var way = new BootstrapSecret(this, "way", s -> s.text("URL", Text.of("store://me:", password, "@store")));
            new Deployment(
                    this,
                    d -> d.runAs(1000, 1000)
                            .container(
                                    "guest",
                                    IMAGE,
                                    c -> c.env("URL", way.key("URL")).memory("8Mi", "16Mi")));
        }
    }
}
