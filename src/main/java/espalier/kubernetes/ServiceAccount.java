package espalier.kubernetes;

import espalier.Component;
import espalier.Identity;
import espalier.Provision;
import espalier.Reference;
import espalier.Scope;
import espalier.Settings;
import espalier.Text;
import espalier.Node;
import java.util.function.Consumer;

/** Who a pod is for the API server. */
public final class ServiceAccount extends Component {
    private final AccountSettings settings;

    /** The ServiceAccount of {@code scope}, with its name. */
    public ServiceAccount(Scope scope) {
        super(scope, only("serviceaccount"));
        settings = complete(s -> {});
    }

    /** One ServiceAccount of several in {@code scope}. */
    public ServiceAccount(Scope scope, String id, Consumer<AccountSettings> configure) {
        super(scope, id);
        settings = complete(configure);
    }

    private AccountSettings complete(Consumer<AccountSettings> configure) {
        var configured = Settings.configured(new AccountSettings(node()), configure);
        node().whenComplete(() -> node().add(configured.object("v1", "ServiceAccount")));
        return configured;
    }

    Text name() {
        String name = settings.objectName();
        var identity = Identity.of("", "ServiceAccount", node().namespace().text(), name);
        return Text.reference(Reference.to(Provision.of(identity, node()), null, name));
    }

    /** What can be set on a ServiceAccount. */
    public static final class AccountSettings extends ObjectSettings<AccountSettings> {
        private AccountSettings(Node node) {
            super(node);
        }

        @Override
        protected AccountSettings self() {
            return this;
        }
    }
}
