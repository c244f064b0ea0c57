package espalier.coldstart;

import espalier.SecretDeclaration;
import espalier.order.Unit;
import java.util.List;

/**
 * A part of the bootstrap that is ready before the next one begins.
 *
 * @param secrets made first, since the units may read them
 * @param units in an order in which each comes after what it needs
 */
public record Phase(String name, List<SecretDeclaration> secrets, List<Unit> units) {
    /** The last one, in which Flux itself comes. */
    public static final String FLUX = "flux";

    /** Where Secrets are made that nothing before Flux reads. */
    static final String SECRETS = "secrets";

    /** Whether Flux itself comes in it. */
    public boolean isFlux() {
        return name.equals(FLUX);
    }
}
