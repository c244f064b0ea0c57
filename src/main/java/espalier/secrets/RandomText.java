package espalier.secrets;

import espalier.SecretDeclaration;
import espalier.hidden.Hidden;
import java.security.SecureRandom;

/** Chooses values that nobody can guess. */
final class RandomText {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    /** A value as {@code recipe} says. {@code nextInt} draws again where a remainder would favour some characters. */
    static Hidden of(SecretDeclaration.Random recipe) {
        String characters = recipe.alphabet().characters();
        var text = new StringBuilder(recipe.prefix());
        for (int i = 0; i < recipe.length(); i++) {
            text.append(characters.charAt(RANDOM.nextInt(characters.length())));
        }
        return Hidden.of(text.toString());
    }
}
