import { execFileSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Makes a repository of this folder as it is now, and installs from its URL: npm clones it, and `prepare` builds the package.
 *
 * @param project - the folder of the project that it is installed into
 * @param repository - the folder of the new repository
 */
export function installFromGit(project: string, repository: string): void {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"]).toString();
  for (const file of listed.split("\0").filter((name) => name !== "" && existsSync(name))) {
    cpSync(file, join(repository, file));
  }
  const git = (...args: string[]) => execFileSync("git", args, { cwd: repository });
  const author = ["-c", "user.name=consumers", "-c", "user.email=consumers@example.invalid"];
  git("init", "--quiet");
  git("add", "--all");
  git(...author, "-c", "commit.gpgsign=false", "commit", "--quiet", "--message=As it is now");
  const url = `git+${pathToFileURL(repository).href}`;
  execFileSync("npm", ["install", url, "--no-audit", "--no-fund"], { cwd: project });
}
