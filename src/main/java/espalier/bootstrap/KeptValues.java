package espalier.bootstrap;

import espalier.live.LiveException;
import espalier.secrets.EscrowFile;
import espalier.secrets.SecretException;
import espalier.secrets.SecretMaker;

/** The generated values of a cluster in an encrypted file, written as soon as there are new ones. */
final class KeptValues implements Step {
    private final String cluster;
    private final SecretMaker maker;
    private final EscrowFile file;

    KeptValues(String cluster, SecretMaker maker, EscrowFile file) {
        this.cluster = cluster;
        this.maker = maker;
        this.file = file;
    }

    @Override
    public String what() {
        return "the generated values, encrypted, in " + file;
    }

    @Override
    public Standing standing(Ground ground) {
        return new Standing(false, "to write");
    }

    @Override
    public boolean bring(Ground ground) throws LiveException, BootstrapException {
        try {
            maker.keep(cluster, file, ground.secrets());
            return true;
        } catch (SecretException e) {
            throw BootstrapException.refused(String.valueOf(e.getMessage()));
        }
    }
}
