package espalier.rules;

/** What is encrypted in git. */
public final class Encryption {
    public static final Rule NOT_ENCRYPTED = Rule.error(
            "not-encrypted",
            "A file of secrets is not encrypted, or not all of it",
            "Its values would be in git for all to read",
            "encrypt it with `sops encrypt --in-place` or `espalier seal`, and change the values where they were committed"
                    + " before");

    public static final Rule ENCRYPTED_FILE = Rule.error(
            "encrypted-file",
            "An encrypted file is not the Secret that its construct makes of it",
            "Flux would refuse it, or make a Secret where nobody looks for it",
            "correct the file with `sops edit`, so that what it says is encrypted anew");

    public static final Rule ENCRYPTED_CHANGED = Rule.error(
            "encrypted-changed",
            "A patch changes what is encrypted",
            "Flux could not decrypt what another hand wrote, nor a value under another key",
            "change the file with `sops edit`; labels and annotations can be patched");

    public static final Rule RECIPIENT = Rule.error(
            "recipient",
            "A file is encrypted for other keys than those of its cluster",
            "Flux could not decrypt it, or somebody could who should not",
            "encrypt it for the cluster's recipients with `sops updatekeys`");

    public static final Rule NOT_SEALED = Rule.error(
            "not-sealed",
            "A Secret has a key that nobody has sealed yet",
            "Nobody would make the Secret, or who reads the key would wait for it in vain",
            "seal it with `espalier seal`, as the finding says");

    public static final Rule SEALED_FILE = Rule.error(
            "sealed-file",
            "A sealed file is not the Secret that its construct makes of it",
            "The controller could not open it, or would make a Secret where nobody looks for it",
            "seal it anew, for the name and namespace in which it is read");

    public static final Rule SEALED_TEMPLATE = Rule.error(
            "sealed-template",
            "What stands in a sealed file beside its values is not what was declared",
            "The controller would make another Secret than its readers expect, such as with an address of before",
            "have it written anew with `espalier seal`, which needs no value for that");

    private Encryption() {}
}
