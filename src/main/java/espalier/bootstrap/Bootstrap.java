package espalier.bootstrap;

import espalier.SecretDeclaration;
import espalier.coldstart.ColdStart;
import espalier.coldstart.Phase;
import espalier.order.Order;
import espalier.order.Unit;
import espalier.secrets.EscrowFile;
import espalier.secrets.GitCredential;
import espalier.secrets.SealingSecret;
import espalier.secrets.SecretMaker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster needs before Flux can work, and Flux itself, in phases: each is ready before the next one begins.
 *
 * @param cluster its name
 * @param parts in their order; the last is Flux's own
 */
public record Bootstrap(String cluster, List<Part> parts) {
    /**
     * A phase, with what it brings.
     *
     * @param steps each comes after what it needs
     */
    public record Part(String phase, List<Step> steps) {}

    /**
     * The bootstrap of the cluster that {@code order} is of; asks nobody.
     *
     * @param maker makes its Secrets
     * @param escrow where the generated values are kept; null for nowhere
     * @param keys with which the cluster, when it was another one, opened what is sealed in git
     */
    public static Bootstrap of(Order order, SecretMaker maker, @Nullable EscrowFile escrow, List<SealingSecret> keys) {
        String cluster = order.cluster().name();
        var parts = new ArrayList<Part>();
        for (Phase phase : ColdStart.of(order).bootstrap().phases()) {
            var steps = new ArrayList<Step>();
            for (SecretDeclaration secret : phase.secrets()) {
                steps.add(new MadeSecret(secret, maker, order.graph()));
            }
            SecretDeclaration git = phase.name().equals(Phase.FLUX) ? GitCredential.of(order) : null;
            if (git != null) {
                steps.add(new MadeSecret(git, maker, order.graph()));
            }
            if (escrow != null && !phase.secrets().isEmpty()) {
                steps.add(new KeptValues(cluster, maker, escrow));
            }
            if (phase.isFlux() && !order.graph().ofKind("SealedSecret").isEmpty()) {
                steps.add(new RestoredKeys(keys, order.graph()));
            }
            for (Unit unit : phase.units()) {
                steps.addAll(UnitSteps.of(unit, order));
            }
            if (phase.isFlux() && order.graph().ofKind("FluxInstance").isEmpty()) {
                steps.add(new FluxComponents(order));
                steps.add(new FluxSync(order));
            }
            parts.add(new Part(phase.name(), steps));
        }
        return new Bootstrap(cluster, parts);
    }
}
