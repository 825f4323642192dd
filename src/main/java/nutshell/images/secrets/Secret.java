package nutshell.images.secrets;

import java.util.Optional;
import nutshell.images.Fate;

/**
 * A secret that somebody who has the image can read. The value is nowhere in it.
 *
 * @param kind what it is, in our words
 * @param where a path in the image, or which part of its configuration: strangers' text
 * @param line of the file, from 1; of the configuration, 0
 * @param layer that holds it, from 1; the configuration is 0
 * @param fate what became of the file in a layer above, which did not take the secret away
 */
public record Secret(String kind, String where, int line, int layer, Optional<Fate> fate) {

    static Secret inConfiguration(String kind, String where) {
        return new Secret(kind, where, 0, 0, Optional.empty());
    }
}
