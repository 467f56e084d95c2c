// A request, written as a program of some language. The token is a placeholder in each.

const quoted = JSON.stringify;
const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;
/** A raw string of Swift: between more signs than stand together within. */
const raw = (text) => {
  const signs = '#'.repeat(1 + Math.max(0, ...(text.match(/#+/g) ?? []).map((run) => run.length)));
  return `${signs}"${text}"${signs}`;
};
const lines = (headers, line) => headers.map(([name, value]) => `${line(name, value)}\n`).join('');

/** By language. @type {Object<string, (url: string, headers: Array<[string, string]>, body: Object) => string>} */
export const code = {
  curl: (url, headers, body) => `curl ${shell(url)} \\
${lines(headers, (name, value) => `  -H ${name === 'Authorization' ? '"Authorization: Bearer $TOKEN"' : shell(`${name}: ${value}`)} \\`)}  --data-raw ${shell(quoted(body))}
`,
  fetch: (url, headers, body) => `const response = await fetch(${quoted(url)}, {
  method: 'POST',
  headers: {
${lines(headers, (name, value) => `    ${quoted(name)}: ${quoted(value)},`)}  },
  body: JSON.stringify(${quoted(body, null, 2).replaceAll('\n', '\n  ')}),
});
console.log(await response.json());
`,
  Swift: (url, headers, body) => `import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

var request = URLRequest(url: URL(string: ${raw(url)})!)
request.httpMethod = "POST"
${lines(headers, (name, value) => `request.setValue(${raw(value)}, forHTTPHeaderField: ${raw(name)})`)}request.httpBody = Data(${raw(quoted(body))}.utf8)
let (data, _) = try await URLSession.shared.data(for: request)
print(String(decoding: data, as: UTF8.self))
`,
  Python: (url, headers, body) => `import urllib.request

request = urllib.request.Request(
    ${quoted(url)},
    data=${quoted(quoted(body))}.encode(),
    headers={
${lines(headers, (name, value) => `        ${quoted(name)}: ${quoted(value)},`)}    },
)
with urllib.request.urlopen(request) as response:
    print(response.read().decode())
`,
};
