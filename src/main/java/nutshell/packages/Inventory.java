package nutshell.packages;

import java.util.List;
import java.util.Optional;

/**
 * What is installed in a tree, as far as its databases tell.
 *
 * @param unread what is there and could not be read, and why: of that nothing is known
 */
public record Inventory(Optional<Distribution> distribution, List<InstalledPackage> packages, List<String> unread) {

    public Inventory {
        packages = List.copyOf(packages);
        unread = List.copyOf(unread);
    }
}
