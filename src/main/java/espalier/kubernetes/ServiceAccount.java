package espalier.kubernetes;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.Settings;
import espalier.Text;
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
        node().write(() -> node().add(configured.object("v1", "ServiceAccount")));
        return configured;
    }

    /** Its name, for what lets pods run as it. */
    public Text name() {
        return settings.provision("", "ServiceAccount").name();
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
