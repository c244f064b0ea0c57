package espalier;

import espalier.rules.Construction;
import espalier.rules.Policies;
import espalier.rules.Rule;

/**
 * A construct: something that makes objects, alone or out of other constructs.
 *
 * <p>Made directly in a stage or cluster, it is what Flux reconciles as one unit, with a Kustomization and a directory of its
 * own. Made inside another construct, its objects belong to that unit.
 */
public abstract class Component implements Scope {
    private final Node node;

    /** Attaches the construct to {@code scope} under {@code id}, which must be unique there. */
    protected Component(Scope scope, String id) {
        this.node = Attachment.of(scope, id, true, this);
    }

    /**
     * Attaches a construct that is the only one of its kind in {@code scope}, and so needs no id: its object has the name of
     * the scope.
     *
     * @param kind what the construct is called among its siblings, as {@link #only} makes it
     */
    protected Component(Scope scope, OnlyOne kind) {
        this.node = Attachment.of(scope, kind.kind, false, this);
    }

    /** What a construct is called that is the only one of its kind in its scope. */
    public static final class OnlyOne {
        private final String kind;

        private OnlyOne(String kind) {
            this.kind = kind;
        }
    }

    /** Says that a construct is the only one of its {@code kind}, in lower case, such as {@code deployment}. */
    protected static OnlyOne only(String kind) {
        return new OnlyOne(kind);
    }

    @Override
    public final Node node() {
        return node;
    }

    /**
     * Says that a policy is not meant for what this construct makes, on whatever cluster: for constructs that know it. A cluster
     * that knows it of one construct waives.
     */
    protected final void exempt(Rule policy, String because) {
        node.exempt(policy, "", "the policy " + policy + " is not for it", because);
    }

    /** Lets the people of the house reach {@code port} under {@code host}, in the way that the cluster chose. */
    public final Exposed expose(ServicePort port, String host) {
        return new Exposed(this, port, host, false);
    }

    /**
     * Lets everybody on the internet reach {@code port} under {@code host}, in the way that the cluster chose.
     *
     * @param because why; shown on the cluster's page
     */
    public final Exposed exposeToInternet(ServicePort port, String host, String because) {
        node.exempt(Policies.PREFERRED_GATEWAY, "", "the internet reaches it as " + host, because);
        return new Exposed(this, port, host, true);
    }

    /**
     * Says that this construct cannot work, and is written nevertheless: because somebody relies on what is written down, or waits for
     * others to mend it. Its stage does not wait for it, what needs it is told so, and the verdict and the cluster's page list it.
     *
     * @param because what does not work, and since when
     * @param source where that can be read, such as an issue's address
     */
    public final void knownBroken(String because, String source) {
        node.exempt(Exemption.Kind.KNOWN_BROKEN, source, because);
    }

    /**
     * Says that the stage does not wait until this construct is ready, nor for what cannot be ready before it: because that hangs on
     * somebody outside of the cluster, and what comes after does not need it. What refers to it waits for it as ever.
     *
     * @param because on whom it hangs, and who does without it
     */
    public final void unawaited(String because) {
        node.exempt(Exemption.Kind.UNAWAITED, "its stage is ready without it", because);
    }

    /** Silences {@code rule} for this construct; a waiver that nothing needs is a finding itself. */
    public final void waive(Rule rule, String because) {
        if (rule.isWaivable()) {
            node.exempt(Exemption.Kind.WAIVER, rule.id(), because);
            return;
        }
        String message = "Tried to waive \"" + rule + "\" for " + node.path() + ", but no reason makes that right";
        node.findings().report(Construction.WAIVER_REFUSED, node, Origin.here(), message, "correct what it is about");
    }
}
