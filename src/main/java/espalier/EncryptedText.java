package espalier;

/** How SOPS writes what it has encrypted. */
public final class EncryptedText {
    private EncryptedText() {}

    /** Whether {@code text} is one, whatever it was before: {@code ENC[AES256_GCM,data:…,iv:…,tag:…,type:str]}. */
    public static boolean is(String text) {
        return text.startsWith("ENC[AES256_GCM,data:")
                && text.endsWith("]")
                && text.contains(",iv:")
                && text.contains(",tag:");
    }

    /** Whether {@code text}, which is encrypted, was text before, and no number or truth. */
    public static boolean wasText(String text) {
        return text.endsWith(",type:str]");
    }
}
