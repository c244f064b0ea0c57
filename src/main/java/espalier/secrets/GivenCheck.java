package espalier.secrets;

import espalier.SecretDeclaration.Given;
import espalier.hidden.Hidden;
import java.util.List;

/** Looks at what a person brings before anything is made of it. */
final class GivenCheck {
    private GivenCheck() {}

    /** Why {@code value} cannot be what is meant; empty where it can. */
    static String obstacle(Hidden value, Given given) {
        if (value.reveal().isBlank()) {
            return "it is empty";
        }
        if (given.ageRecipients().isEmpty()) {
            return "";
        }
        try {
            List<String> opened = Age.recipients(value);
            for (String recipient : given.ageRecipients()) {
                if (opened.contains(recipient)) {
                    return "";
                }
            }
            return "it is the identity of " + String.join(", ", opened) + ", and what is in git is encrypted for "
                    + String.join(", ", given.ageRecipients());
        } catch (SecretException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
