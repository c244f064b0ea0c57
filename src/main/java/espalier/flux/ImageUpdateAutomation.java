package espalier.flux;

import espalier.ClusterSettings;
import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.kubernetes.ObjectSettings;
import espalier.tree.Mapping;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Writes what the {@link ImagePolicy} objects of its own namespace chose into the repository of the cluster, in one commit: into
 * every YAML file that has their markers, so that the sources, {@code dist/} and the snapshots move together.
 *
 * <p>The credential with which Flux reads the repository must be allowed to write as well.
 */
public final class ImageUpdateAutomation extends Component {
    private static final String API = "image.toolkit.fluxcd.io/v1";
    private static final String SOURCE = "flux-system";

    /** The automation of {@code scope}. */
    public ImageUpdateAutomation(Scope scope, String id, Consumer<AutomationSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new AutomationSettings(node()), configure);
        node().write(() -> node().add(settings.toObject(node().cluster().settings())));
    }

    /** What can be set on it. */
    public static final class AutomationSettings extends ObjectSettings<AutomationSettings> {
        private final Setting<Duration> interval = setting("interval");
        private final Setting<String> author = setting("author");
        private final Setting<String> email = setting("email");
        private final Setting<String> message = setting("message");
        private final Setting<String> push = setting("push");

        private AutomationSettings(Node node) {
            super(node);
        }

        @Override
        protected AutomationSettings self() {
            return this;
        }

        /** How often Flux looks whether there is something to write; default 10 minutes. */
        public AutomationSettings interval(Duration interval) {
            this.interval.set(interval);
            return this;
        }

        /** Whose name the commits bear; default {@code fluxcdbot}, as Flux's own documentation has it. */
        public AutomationSettings author(String name, String email) {
            author.set(name);
            this.email.set(email);
            return this;
        }

        /**
         * The message of the commits, a template of Go's over {@code .AutomationObject} and {@code .Changed}; default says of which
         * cluster it is and which images became which.
         */
        public AutomationSettings message(String template) {
            message.set(template);
            return this;
        }

        /** The branch that the commits go to, which must let Flux in; default is the one that the cluster follows. */
        public AutomationSettings push(String branch) {
            push.set(branch);
            return this;
        }

        private Mapping toObject(ClusterSettings cluster) {
            var author = Mapping.of("name", this.author.or("fluxcdbot"))
                    .put("email", email.or("fluxcdbot@users.noreply.github.com"));
            var commit = Mapping.of("author", author)
                    .put(
                            "messageTemplate",
                            message.or(usualMessage(node().cluster().name())));
            var git = Mapping.of("checkout", Mapping.of("ref", Mapping.of("branch", cluster.gitBranch())))
                    .put("commit", commit)
                    .put("push", Mapping.of("branch", push.or(cluster.gitBranch())));
            return object(API, "ImageUpdateAutomation")
                    .put(
                            "spec",
                            Mapping.of("interval", Durations.text(interval.or(Duration.ofMinutes(10))))
                                    .put(
                                            "sourceRef",
                                            Mapping.of("kind", "GitRepository")
                                                    .put("name", SOURCE)
                                                    .put("namespace", SOURCE))
                                    .put("git", git)
                                    .put("update", Mapping.of("path", "./").put("strategy", "Setters")));
        }

        private static String usualMessage(String cluster) {
            return "Update the images of " + cluster + "\n\n{{ range .Changed.Changes -}}\n"
                    + "- {{ .OldValue }} -> {{ .NewValue }}\n{{ end -}}\n";
        }
    }
}
