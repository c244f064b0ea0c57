package espalier.cli;

import espalier.SecretDeclaration.Random;
import espalier.sealed.Wanted.Part;
import espalier.secrets.KeyName;
import espalier.secrets.SealPlan.Lacking;

/** Words for a key that {@code espalier seal --generate} can make no value of, with the command that gives it one. */
final class MissingValue {
    private MissingValue() {}

    static String words(Lacking lacking, String cluster, SealedFiles files) {
        var own = new KeyName(lacking.secret(), lacking.part().key());
        KeyName sealed = lacking.sealed();
        String seal = "espalier seal --cluster " + cluster;
        if (sealed == null) {
            return own + " is to be brought (" + lacking.part().describe() + "): " + seal + named(own);
        }
        Part source = files.part(sealed);
        boolean random = source != null && source.recipe() instanceof Random;
        return own + " is made of " + sealed + ", which is sealed already, and which only the cluster can open: " + seal
                + (random
                        ? " --generate " + sealed.secret().name() + " makes a new one for all who read it"
                        : named(sealed) + " seals it anew for all who read it");
    }

    private static String named(KeyName key) {
        return " --namespace " + key.secret().namespace() + " " + key.secret().name() + " " + key.key();
    }
}
