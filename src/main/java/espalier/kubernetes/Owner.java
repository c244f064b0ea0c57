package espalier.kubernetes;

/**
 * A user and a group by number, as a container runs and files on a volume belong.
 *
 * @param uid the user
 * @param gid the group
 */
public record Owner(int uid, int gid) {}
