package rubato.lab.store;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a store is. */
public sealed interface Place {

  /** The folder with a folder for each study. */
  Path studies();

  /** A file of SQLite. */
  record Local(Path database, Path studies) implements Place {
    @Override
    public String toString() {
      return database.toString();
    }
  }

  /** A PostgreSQL server; it is told of by its URL without what is secret. */
  record Server(String url, Path studies) implements Place {
    @Override
    public String toString() {
      String safe = url.replaceFirst("//[^/@]*@", "//");
      int options = safe.indexOf('?');
      return options < 0 ? safe : safe.substring(0, options);
    }
  }

  /**
   * The place the user means.
   *
   * @param where a folder, a file that ends in {@code .db} or {@code .sqlite}, a URL {@code
   *     jdbc:postgresql://…}; empty for {@code RUBATO_STORE} or else {@code $XDG_DATA_HOME/rubato}
   * @param environment the variables of the process
   */
  static Place of(String where, Map<String, String> environment) {
    String given = where.isEmpty() ? environment.getOrDefault("RUBATO_STORE", "") : where;
    if (given.startsWith("jdbc:")) {
      if (!given.startsWith("jdbc:postgresql:")) {
        throw new StoreException(
            "store must be a file, a folder or jdbc:postgresql://HOST/DATABASE, got "
                + given.replaceFirst("^(jdbc:[^:]*:).*", "$1…"));
      }
      return new Server(given, home(environment).resolve("studies"));
    }
    if (given.isEmpty()) {
      return folder(home(environment));
    }
    try {
      Path path = Path.of(given).toAbsolutePath().normalize();
      String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
      boolean named = name.matches(".*\\.(db|sqlite|sqlite3)");
      // In this order: another process may make the folder in between.
      boolean file = (named || Files.exists(path)) && !Files.isDirectory(path);
      return file
          ? new Local(path, path.resolveSibling(path.getFileName() + ".studies"))
          : folder(path);
    } catch (InvalidPathException bad) {
      throw new StoreException("store must be a path, got " + given, bad);
    }
  }

  private static Local folder(Path folder) {
    return new Local(folder.resolve("rubato.db"), folder.resolve("studies"));
  }

  private static Path home(Map<String, String> environment) {
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    // The standard says that a path that is not absolute is to be passed over.
    return data.startsWith("/")
        ? Path.of(data, "rubato")
        : Path.of(home, ".local", "share", "rubato");
  }
}
