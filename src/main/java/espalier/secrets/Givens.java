package espalier.secrets;

import espalier.SecretDeclaration.Given;
import espalier.hidden.Hidden;
import org.jspecify.annotations.Nullable;

/** What people bring. */
public interface Givens {
    /** Nobody brings anything. */
    Givens NONE = (name, given) -> null;

    /** The value of {@code name}, asked for if need be; null where nobody brings one. */
    @Nullable
    Hidden value(KeyName name, Given given) throws SecretException;

    /** The same, where somebody brought one without being asked; null where nobody did. */
    default @Nullable Hidden brought(KeyName name, Given given) throws SecretException {
        return null;
    }
}
