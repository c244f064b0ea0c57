package espalier.cdk8s;

import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Text;
import espalier.rules.Rule;
import org.cdk8s.ApiObject;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import software.constructs.IConstruct;

/**
 * A chart of cdk8s as a construct: whatever of cdk8s, cdk8s-plus or imported classes hangs in it is checked, ordered and written
 * like all else.
 *
 * <p>What is made directly in it is called as its ids say, without a hash and without the chart's own id; another chart in it names its
 * objects as it does in an {@code App}. An object that says no namespace stands in that of the chart's scope.
 *
 * <p>cdk8s runs in Node, which the first chart starts. What {@code addDependency} lets come first, Flux has ready first where it
 * stands in another component; the objects of one component Flux applies together, by kind.
 */
public class CdkChart extends Chart {
    static {
        Kernel.begin(); // once, however many charts there are
    }

    private final Guest guest;

    /** A chart in {@code scope}; made in a stage or cluster, it is a component of its own. */
    public CdkChart(Scope scope, String id) {
        this(new Guest(scope, id));
    }

    // Whatever method stands here, jsii takes for one that overrides a method of JavaScript, but for private ones.
    private CdkChart(Guest guest) {
        super(
                guest.app(),
                Guest.NAMELESS,
                ChartProps.builder()
                        .namespace(guest.handles().placeholder(guest.node().namespace()))
                        .disableResourceNameHashes(true)
                        .build());
        this.guest = guest;
    }

    /**
     * {@code handle} as a string for cdk8s, such as {@code key.secret()}: the name, address or key is put in when the object is written,
     * and the object needs what it names.
     */
    public String text(Text handle) {
        return guest.handles().placeholder(handle);
    }

    /** The name of an object of this chart, for constructs outside of it. */
    public Text nameOf(IConstruct construct) {
        return guest.provision(ApiObject.of(construct)).name();
    }

    /**
     * A port of a Service in this chart, for constructs outside of it.
     *
     * @param service an {@code ApiObject}, or a construct that has one as its default, as a Service of cdk8s-plus
     * @param port its name, or its number where it has none
     */
    public ServicePort servicePort(IConstruct service, String port) {
        return guest.port(ApiObject.of(service), port);
    }

    /** Silences {@code rule} for what hangs in this chart, as {@link espalier.Component#waive} does for a component. */
    public void waive(Rule rule, String because) {
        guest.waive(rule, because);
    }

    /** A key of a Secret in this chart, for constructs outside of it; that it has none of that name is told where it is read. */
    public SecretKey secretKey(IConstruct secret, String key) {
        return guest.key(ApiObject.of(secret), key);
    }
}
