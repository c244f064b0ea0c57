package infra.volsync;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.AppVolume;
import espalier.kubernetes.BootstrapSecret;
import espalier.tree.Mapping;
import infra.Bucket;
import infra.Minio;
import infra.S3;
import java.util.function.Consumer;

/**
 * A bucket in which each volume has a repository of restic's: a folder, encrypted by one password. Whoever loses the password
 * loses the backups, so that a person keeps it where the loss of the cluster does not reach.
 */
public final class Repository extends Component {
    private static final String PASSWORD = "RESTIC_PASSWORD";
    private static final String USER = "AWS_ACCESS_KEY_ID";
    private static final String USER_PASSWORD = "AWS_SECRET_ACCESS_KEY";

    private final String schedule;
    private final RepositorySettings settings;
    private final Text url;
    private final SecretKey password;
    private final SecretKey user;
    private final SecretKey userPassword;

    /** A bucket of a server in the cluster, made with its user. */
    Repository(Scope scope, String id, String schedule, Minio server, Consumer<RepositorySettings> configure) {
        super(scope, id);
        this.schedule = schedule;
        settings = Settings.configured(new RepositorySettings(node()), configure);
        var bucket = new Bucket(this, "bucket", server);
        var credentials = new BootstrapSecret(this, "credentials", s -> s.given(PASSWORD, about(id)));
        url = Text.of("s3:", bucket.endpoint(), "/", bucket.name());
        password = credentials.key(PASSWORD);
        user = bucket.accessKey();
        userPassword = bucket.secretKey();
    }

    /** A bucket elsewhere. */
    Repository(Scope scope, String id, String schedule, S3 bucket, Consumer<RepositorySettings> configure) {
        super(scope, id);
        this.schedule = schedule;
        settings = Settings.configured(new RepositorySettings(node()), configure);
        var credentials = new BootstrapSecret(
                this,
                "credentials",
                s -> s.given(PASSWORD, about(id))
                        .given(
                                USER,
                                "the id of a key that may read and write the bucket "
                                        + bucket.name().text())
                        .given(USER_PASSWORD, "the key itself"));
        url = Text.of("s3:", bucket.endpoint(), "/", bucket.name());
        password = credentials.key(PASSWORD);
        user = credentials.key(USER);
        userPassword = credentials.key(USER_PASSWORD);
    }

    private static String about(String id) {
        return "the password of the backups in " + id + ", the same for as long as any of them is needed";
    }

    /** The name of the Secret by which restic finds the repository of {@code volume}. */
    Text secretOf(AppVolume volume) {
        String claim = volume.claim().identity().name();
        String namespace = volume.node().namespace().text();
        return new BootstrapSecret(
                        volume,
                        "volsync-" + node().id(),
                        s -> s.named(claim + "-volsync-" + node().id())
                                .text("RESTIC_REPOSITORY", Text.of(url, "/", namespace, "/", claim))
                                .text(PASSWORD, Text.of(password))
                                .text(USER, Text.of(user))
                                .text(USER_PASSWORD, Text.of(userPassword)))
                .name();
    }

    /**
     * When {@code volume} is copied: each volume at another time, and always at the same.
     *
     * <p>{@code M} in the schedule stands for a minute, {@code H} for an hour of the night.
     */
    String scheduleOf(AppVolume volume) {
        int spread = (node().id() + "/" + volume.claim().identity()).hashCode();
        int minute = Math.floorMod(spread, 60);
        int hour = Math.floorMod(Math.floorDiv(spread, 60), 6);
        return schedule.replace("M", Integer.toString(minute)).replace("H", Integer.toString(hour));
    }

    /** How many backups are kept. */
    Mapping retain() {
        return settings.retain.copy();
    }

    /** What can be set on a repository. */
    public static final class RepositorySettings extends Settings {
        private final Mapping retain = new Mapping();

        private RepositorySettings(Node node) {
            super(node);
        }

        /** For how many hours the last backup of each is kept. */
        public RepositorySettings keepHourly(int count) {
            return keep("hourly", count);
        }

        /** For how many days the last backup of each is kept. */
        public RepositorySettings keepDaily(int count) {
            return keep("daily", count);
        }

        /** For how many weeks the last backup of each is kept. */
        public RepositorySettings keepWeekly(int count) {
            return keep("weekly", count);
        }

        private RepositorySettings keep(String each, int count) {
            putOnce(retain, "number of backups kept", each, count);
            return this;
        }
    }
}
