package infra;

import espalier.Component;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Namespace;

/**
 * The 1Password operator, which turns items of a vault into Secrets.
 *
 * <p>It reads the vault as a service account, whose token a person hands to the bootstrap of the cluster.
 */
public final class OnePassword extends Component {
    /** The group and version of the operator's resources. */
    static final String API = "onepassword.com/v1";

    /** Before the operator has seen an item it has no status at all, which kstatus takes for ready. */
    private static final String ITEM_IS_READY = "status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')";

    private final HelmRelease operator;
    private final String vault;

    /**
     * The operator, in a namespace of its own.
     *
     * @param vault the vault that items are taken from, by its title or id
     */
    public OnePassword(Scope scope, String id, String vault) {
        super(scope, id);
        this.vault = vault;
        var namespace = new Namespace(this, "namespace", n -> n.named(id));
        Scope inside = in(namespace);
        var token = new BootstrapSecret(
                inside,
                "token",
                s -> s.named("onepassword-service-account-token")
                        .given("token", "the token of a 1Password service account that can read the vault " + vault));
        operator = new HelmRelease(
                inside,
                "operator",
                PublishedChart.of("connect", "2.4.1")
                        .repository("onepassword", "https://1password.github.io/connect-helm-charts"),
                CrdOwner.RELEASE,
                h -> h.named("onepassword")
                        .bringsCrd("onepassword.com", "OnePasswordItem", "onepassworditems", ITEM_IS_READY)
                        .value(false, "connect", "create")
                        .value(true, "operator", "create")
                        .value("service-account", "operator", "authMethod")
                        .value(token.key("token").secret(), "operator", "serviceAccountToken", "name")
                        .value(token.key("token").key(), "operator", "serviceAccountToken", "key")
                        .value("64Mi", "operator", "resources", "requests", "memory")
                        .value("256Mi", "operator", "resources", "limits", "memory"));
    }

    /** The item {@code title} of the vault, whose secret is in the field {@code credential}, as in an API credential. */
    public VaultItem item(String title) {
        return item(title, "credential");
    }

    /** The item {@code title} of the vault, whose secret is in the field {@code field}. */
    public VaultItem item(String title, String field) {
        return new VaultItem(operator, "vaults/" + vault + "/items/" + title, field);
    }
}
