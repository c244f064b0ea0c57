package infra.fission;

import static java.nio.charset.StandardCharsets.UTF_8;

import espalier.Component;
import espalier.Resource;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * A function of one file, which runs as it is: its package holds the file, so that one commit changes both, and Fission sees by what
 * is in it that it changed.
 */
public final class Function extends Component {
    /** {@code file} in the language of {@code environment}. */
    public Function(
            Scope scope,
            String id,
            Fission fission,
            Environment environment,
            Resource file,
            Consumer<FunctionSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new FunctionSettings(this), configure);
        Scope functions = in(fission.functions());
        String content = Base64.getEncoder().encodeToString(node().text(file).getBytes(UTF_8));
        var language = Mapping.of("name", environment.name())
                .put("namespace", fission.functions().name());
        var archive = new CustomResource(
                functions,
                "package",
                Fission.API,
                "Package",
                p -> p.named(id)
                        .spec("environment", language)
                        .spec("deployment", Mapping.of("type", "literal").put("literal", content)));
        var function = new CustomResource(
                functions,
                "function",
                Fission.API,
                "Function",
                f -> f.named(id)
                        .spec("environment", language.copy())
                        .spec(
                                "package",
                                Mapping.of(
                                        "packageref",
                                        Mapping.of("name", archive.name())
                                                .put(
                                                        "namespace",
                                                        fission.functions().name())))
                        .spec(
                                "InvokeStrategy",
                                Mapping.of("StrategyType", "execution")
                                        .put("ExecutionStrategy", Mapping.of("ExecutorType", "poolmgr")))
                        .spec("functionTimeout", settings.seconds.or(60)));
        if (settings.path.isSet()) {
            new CustomResource(
                    functions,
                    "trigger",
                    Fission.API,
                    "HTTPTrigger",
                    t -> t.named(id)
                            .spec("relativeurl", settings.path.or(""))
                            .spec("methods", settings.methods.or(Sequence.of("GET")))
                            .spec("functionref", Mapping.of("type", "name").put("name", function.name())));
        }
    }

    /** What can be set on a function. */
    public static final class FunctionSettings extends Settings {
        private final Setting<String> path = setting("path");
        private final Setting<Sequence> methods = setting("methods");
        private final Setting<Integer> seconds = setting("seconds");

        private FunctionSettings(Function function) {
            super(function.node());
        }

        /** Runs it for requests of {@code methods} for this path of the router, as {@code /hello}; default is that nobody asks. */
        public FunctionSettings at(String path, String... methods) {
            this.path.set(path);
            this.methods.set(Sequence.of((Object[]) methods));
            return this;
        }

        /** How long one request may take; default 60 seconds. */
        public FunctionSettings seconds(int seconds) {
            this.seconds.set(seconds);
            return this;
        }
    }
}
