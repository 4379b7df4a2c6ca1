// What is asked of the server. The page may be mounted anywhere: all goes to where it was loaded from.
const BASE = location.pathname.endsWith("/") ? location.pathname : `${location.pathname}/`;

class Refused extends Error {
  constructor(status, reason) {
    super(reason);
    this.status = status;
  }
}

async function ask(path, options) {
  const response = await fetch(BASE + path, {
    cache: "no-store",
    credentials: "same-origin",
    redirect: "error",
    ...options,
  });
  let answer = null;
  try {
    answer = await response.json();
  } catch {
    // Something on the way has answered, and not the dashboard.
  }
  if (!response.ok || answer === null) {
    const reason = answer && typeof answer.error === "string" ? answer.error : `answered with status ${response.status}`;
    throw new Refused(response.status, reason);
  }
  return answer;
}

function send(path, body, headers) {
  return ask(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}
