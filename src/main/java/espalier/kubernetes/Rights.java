package espalier.kubernetes;

import espalier.Component;
import espalier.Provision;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.rules.Construction;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.function.Consumer;

/**
 * What a ServiceAccount may ask of the API server: a role that names verbs and resources, and its binding to that account alone. In
 * the account's namespace, unless it is said to be everywhere.
 */
public final class Rights extends Component {
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final String API = GROUP + "/v1";

    /** The rights of {@code account}, with the name of {@code scope}. */
    public Rights(Scope scope, ServiceAccount account, Consumer<RightsSettings> configure) {
        super(scope, only("rights"));
        complete(account, configure);
    }

    /** Rights of {@code account}, which has others as well. */
    public Rights(Scope scope, String id, ServiceAccount account, Consumer<RightsSettings> configure) {
        super(scope, id);
        complete(account, configure);
    }

    private void complete(ServiceAccount account, Consumer<RightsSettings> configure) {
        var settings = Settings.configured(new RightsSettings(this), configure);
        node().write(() -> {
            node().add(settings.role());
            node().add(settings.binding(account));
        });
    }

    /** What can be set: the rights, one after the other. */
    public static final class RightsSettings extends ObjectSettings<RightsSettings> {
        private final Sequence rules = new Sequence();
        private final Setting<Boolean> everywhere = setting("everywhere");

        private RightsSettings(Rights rights) {
            super(rights.node());
        }

        @Override
        protected RightsSettings self() {
            return this;
        }

        /** Gives them in all namespaces, and for what stands in none. */
        public RightsSettings everywhere() {
            everywhere.set(true);
            return this;
        }

        /**
         * May look at {@code resources}, each or all of them, and be told of changes.
         *
         * @param group the part of their API before the slash, as {@code apps}; empty for the oldest ones
         * @param resources in the plural and in small letters, as {@code deployments}
         */
        public RightsSettings read(String group, String... resources) {
            return rule(group, Sequence.of((Object[]) resources), Sequence.of("get", "list", "watch"));
        }

        /**
         * May do {@code verbs} with {@code resource}.
         *
         * @param resource in the plural and in small letters, as {@code pods} or {@code pods/log}
         * @param verbs as {@code create} or {@code patch}
         */
        public RightsSettings may(String group, String resource, String... verbs) {
            return rule(group, Sequence.of(resource), Sequence.of((Object[]) verbs));
        }

        private RightsSettings rule(String group, Sequence resources, Sequence verbs) {
            for (Value rule : rules) {
                Sequence others = rule instanceof Mapping same ? same.sequence("resources") : null;
                if (others != null
                        && Sequence.of(group).equals(((Mapping) rule).get("apiGroups"))
                        && verbs.equals(((Mapping) rule).get("verbs"))) {
                    resources.forEach(others::add);
                    return this;
                }
            }
            rules.add(Mapping.of("apiGroups", Sequence.of(group))
                    .put("resources", resources)
                    .put("verbs", verbs));
            return this;
        }

        @Override
        protected void check() {
            if (rules.isEmpty()) {
                node().findings()
                        .report(
                                Construction.SETTING_REQUIRES,
                                node(),
                                "Tried to give rights by " + node().path() + ", but it names none",
                                "name some with read(…) or may(…), or take it away");
            }
        }

        private String prefix() {
            return everywhere.isSet() ? "Cluster" : "";
        }

        private Mapping anObject(String kind) {
            return everywhere.isSet() ? clusterScopedObject(API, prefix() + kind) : object(API, kind);
        }

        private Mapping role() {
            return anObject("Role").put("rules", rules);
        }

        private Mapping binding(ServiceAccount account) {
            String kind = prefix() + "Role";
            Provision role = everywhere.isSet() ? clusterScopedProvision(GROUP, kind) : provision(GROUP, kind);
            var reference = Mapping.of("apiGroup", GROUP).put("kind", kind).put("name", role.name());
            var subject = Mapping.of("kind", "ServiceAccount")
                    .put("name", account.name())
                    .put("namespace", account.node().namespace());
            return anObject("RoleBinding").put("roleRef", reference).put("subjects", Sequence.of(subject));
        }
    }
}
